package io.synnefo.vnc;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** Reads which proxies there are, in the words of the settings of old. */
final class VncSettingsReader {
  static final String SOCKET = "VNCAUTHPROXY_CTRL_SOCKET";
  static final String OPTIONS = "CYCLADES_VNCAUTHPROXY_OPTS";
  static final String TIMEOUT = "synnefo.vnc.timeout";

  private static final int MAX_SOCKET = 107; // bytes that the system takes
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Config config;
  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<VncProxy> proxies = new ArrayList<>();

  private VncSettingsReader(Config config) {
    this.config = config;
  }

  /**
   * Reads and checks all settings. Files are looked at, and read again when they are needed.
   *
   * @throws IllegalArgumentException naming every setting that is wrong and why, no secret
   */
  static VncProxySettings read(Config config) {
    return new VncSettingsReader(config).settings();
  }

  private VncProxySettings settings() {
    socket();
    options();
    Duration timeout = timeout();
    Set<String> names = new HashSet<>();
    for (VncProxy proxy : proxies) {
      if (!names.add(proxy.name())) {
        errors.add(OPTIONS + " has " + proxy.name() + " twice");
      }
    }
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", errors));
    }
    return new VncProxySettings(List.copyOf(proxies), timeout, List.copyOf(warnings));
  }

  private String text(String key, String fallback) {
    return config.getOptionalValue(key, String.class).orElse(fallback).strip();
  }

  private void socket() {
    String text = text(SOCKET, "");
    if (text.isEmpty()) {
      return;
    }
    try {
      Path path = Path.of(text);
      if (!path.isAbsolute()) {
        errors.add(SOCKET + " is no absolute path: " + text);
      } else if (text.getBytes(StandardCharsets.UTF_8).length > MAX_SOCKET) {
        errors.add(SOCKET + " has more than the " + MAX_SOCKET + " bytes of a socket's path");
      } else {
        proxies.add(new VncProxy.AtSocket(path));
      }
    } catch (InvalidPathException e) {
      errors.add(SOCKET + " is no path");
    }
  }

  private void options() {
    String text = text(OPTIONS, "[]");
    JsonArray list;
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      list = reader.readArray();
    } catch (JsonException | IllegalStateException | UnsupportedOperationException e) {
      errors.add(OPTIONS + " is no JSON list"); // its text may hold a password
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      JsonValue entry = list.get(i);
      String place = OPTIONS + "[" + i + "]";
      if (entry instanceof JsonObject object) {
        VncProxyOptions options = new VncProxyOptions(place, object);
        proxies.add(options.proxy());
        errors.addAll(options.errors());
        warnings.addAll(options.warnings());
      } else {
        errors.add(place + " is no object");
      }
    }
  }

  private Duration timeout() {
    String text = text(TIMEOUT, "PT65S");
    try {
      Duration timeout = Duration.parse(text);
      if (timeout.compareTo(Duration.ofSeconds(1)) >= 0 && timeout.compareTo(LONGEST) <= 0) {
        return timeout;
      }
    } catch (DateTimeParseException e) {
      // said below
    }
    errors.add(TIMEOUT + " is no duration from PT1S to PT5M: " + text);
    return LONGEST;
  }
}
