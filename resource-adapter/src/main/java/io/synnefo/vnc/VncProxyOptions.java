package io.synnefo.vnc;

import io.synnefo.wire.tls.Authorities;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One entry of the list of proxies: what is wrong with it is collected, not thrown. */
final class VncProxyOptions {
  private static final Set<String> KNOWN =
      Set.of(
          "server_address",
          "server_port",
          "auth_user",
          "auth_password",
          "auth_password_file",
          "enable_ssl",
          "ca_cert",
          "strict");
  private static final int PORT = 24_999;
  private static final int MAX_PORT = 65_535;

  private final String place;
  private final JsonObject object;
  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  VncProxyOptions(String place, JsonObject object) {
    this.place = place;
    this.object = object;
  }

  List<String> errors() {
    return errors;
  }

  List<String> warnings() {
    return warnings;
  }

  /** The proxy; of no use when there are errors then. */
  VncProxy proxy() {
    object.keySet().stream()
        .filter(key -> !KNOWN.contains(key))
        .sorted()
        .forEach(key -> wrong(key, "is not known"));
    VncProxy.AtPort proxy =
        new VncProxy.AtPort(
            required("server_address"), port(), required("auth_user"), secret(), tls());
    warn(proxy);
    return proxy;
  }

  private void warn(VncProxy.AtPort proxy) {
    String name = "VNC proxy " + proxy.name() + ": ";
    if (proxy.tls().isEmpty()) {
      if (!proxy.host().equals("localhost") && !proxy.host().matches("127\\..*|::1")) {
        warnings.add(name + "passwords cross the network in clear, without enable_ssl");
      }
    } else if (proxy.tls().get().caFile().isEmpty()) {
      warnings.add(name + "whoever answers there is trusted, without ca_cert and strict");
    } else if (!proxy.tls().get().strict()) {
      warnings.add(name + "its certificate may be for any name, without strict");
    }
  }

  private void wrong(String key, String why) {
    errors.add(place + "." + key + " " + why);
  }

  /** JSON's null is as good as nothing: settings of old have it for what is not set. */
  private boolean has(String key) {
    return object.containsKey(key) && !object.isNull(key);
  }

  private Optional<String> text(String key) {
    if (!has(key)) {
      return Optional.empty();
    }
    if (object.get(key) instanceof JsonString text && !text.getString().isBlank()) {
      return Optional.of(text.getString().strip());
    }
    wrong(key, "is no text");
    return Optional.empty();
  }

  private String required(String key) {
    if (!has(key)) {
      wrong(key, "is missing");
    }
    return text(key).orElse("");
  }

  private int port() {
    if (!has("server_port")) {
      return PORT;
    }
    if (object.get("server_port") instanceof JsonNumber number
        && number.isIntegral()
        && number.toString().matches("[0-9]{1,5}")
        && number.intValue() > 0
        && number.intValue() <= MAX_PORT) {
      return number.intValue();
    }
    wrong("server_port", "is no number from 1 to " + MAX_PORT);
    return PORT;
  }

  private boolean flag(String key) {
    JsonValue value = has(key) ? object.get(key) : JsonValue.FALSE;
    if (JsonValue.TRUE.equals(value) || JsonValue.FALSE.equals(value)) {
      return JsonValue.TRUE.equals(value);
    }
    wrong(key, "is neither true nor false");
    return false;
  }

  private ProxySecret secret() {
    Optional<Path> file = file("auth_password_file");
    if (has("auth_password") == has("auth_password_file")) {
      errors.add(place + " needs auth_password_file, or auth_password, not both");
    }
    file.ifPresent(this::checkSecret);
    return file.isPresent()
        ? ProxySecret.of(file.get())
        : ProxySecret.of(text("auth_password").orElse(""));
  }

  private void checkSecret(Path file) {
    try {
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        wrong("auth_password_file", file + " must not be readable by others");
      }
      ProxySecret.of(file).read();
    } catch (IOException e) {
      wrong("auth_password_file", "cannot be read: " + e.getMessage());
    }
  }

  private Optional<Path> file(String key) {
    try {
      return text(key).map(Path::of);
    } catch (InvalidPathException e) {
      wrong(key, "is no path");
      return Optional.empty();
    }
  }

  private Optional<ProxyTls> tls() {
    Optional<Path> caFile = file("ca_cert");
    boolean strict = flag("strict");
    boolean enabled = flag("enable_ssl");
    if (strict && !(enabled && has("ca_cert"))) {
      wrong("strict", "needs enable_ssl and ca_cert");
    }
    caFile.ifPresent(this::checkAuthorities);
    return enabled ? Optional.of(new ProxyTls(caFile, strict)) : Optional.empty();
  }

  private void checkAuthorities(Path file) {
    try {
      Authorities.of(file);
    } catch (IOException | GeneralSecurityException e) {
      wrong("ca_cert", "cannot be used: " + e.getMessage());
    }
  }
}
