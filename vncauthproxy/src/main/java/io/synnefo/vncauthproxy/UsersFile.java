package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of those who may ask over the network, in the genuine daemon's form: {@code name:hash} a
 * line, the hash as crypt(3) has it, with SHA-512. Empty lines and those that begin with # say
 * nothing.
 */
final class UsersFile {
  static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,30}");
  private static final Pattern LINE =
      Pattern.compile(
          "("
              + NAME
              + "):(\\$6\\$(?:rounds=[0-9]{4,6}\\$)?[./0-9A-Za-z]{1,16}\\$[./0-9A-Za-z]{86})");
  private static final long MAX_BYTES = 1 << 20;

  private UsersFile() {}

  /**
   * The users and their hashes, in the file's order.
   *
   * @throws IOException when it cannot be read, or a line says nothing that is known; the text has
   *     the line's number and nothing of what is in it
   */
  static Map<String, String> read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is longer than " + MAX_BYTES + " bytes");
    }
    return parse(file, Files.readString(file, StandardCharsets.UTF_8));
  }

  private static Map<String, String> parse(Path file, String text) throws IOException {
    Map<String, String> users = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher parts = LINE.matcher(line.strip());
      if (parts.matches()) {
        if (users.put(parts.group(1), parts.group(2)) != null) {
          throw new IOException(file + ": line " + number + ": this user is there twice");
        }
      } else if (!line.isBlank() && !line.startsWith("#")) {
        throw new IOException(file + ": line " + number + " is not name:$6$salt$hash");
      }
    }
    return users;
  }
}
