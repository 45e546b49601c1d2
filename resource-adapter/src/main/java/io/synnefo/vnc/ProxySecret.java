package io.synnefo.vnc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A password at a proxy, as the settings have it: in a file, which is read at each request, so that
 * a changed one needs no restart, or itself.
 */
record ProxySecret(String text, Optional<Path> file) {
  static ProxySecret of(Path file) {
    return new ProxySecret("", Optional.of(file));
  }

  static ProxySecret of(String text) {
    return new ProxySecret(text, Optional.empty());
  }

  /**
   * The password.
   *
   * @throws IOException when the file cannot be read, or is empty; says which file
   */
  String read() throws IOException {
    if (file.isEmpty()) {
      return text;
    }
    String password = Files.readString(file.get(), StandardCharsets.UTF_8).strip();
    if (password.isEmpty()) {
      throw new IOException(file.get() + " is empty");
    }
    return password;
  }

  @Override
  public String toString() {
    return file.isPresent() ? "password in " + file.get() : "a password";
  }
}
