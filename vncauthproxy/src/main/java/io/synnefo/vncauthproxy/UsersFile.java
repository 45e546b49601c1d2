package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The file of those who may ask over the network, in the genuine daemon's form: {@code name:hash} a
 * line, the hash as crypt(3) has it, with SHA-512. Empty lines and those that begin with # say
 * nothing. Rounds are bounded: who may not ask makes the proxy hash, too.
 */
final class UsersFile {
  static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,30}");
  private static final Pattern LINE =
      Pattern.compile(
          "("
              + NAME
              + "):(\\$6\\$(?:rounds=[1-9][0-9]{3,4}\\$)?[./0-9A-Za-z]{1,16}\\$[./0-9A-Za-z]{86})");
  private static final long MAX_BYTES = 1 << 20;

  private UsersFile() {}

  /**
   * The users and their hashes, in the file's order.
   *
   * @throws IOException when it cannot be read, or a line says nothing that is known; the text has
   *     the line's number and nothing of what is in it
   */
  static Map<String, String> read(Path file) throws IOException {
    return parse(file, lines(file));
  }

  /**
   * The file's text with that user's line changed, added or, if there is no hash, deleted; all else
   * is as it was.
   *
   * @throws IllegalArgumentException when who is to be deleted is not there
   * @throws IOException as {@link #read} does
   */
  static String edited(Path file, String user, @Nullable String hash) throws IOException {
    List<String> lines = Files.exists(file) ? new ArrayList<>(lines(file)) : new ArrayList<>();
    boolean there = parse(file, lines).containsKey(user);
    String own = user + ":";
    if (hash == null && !there) {
      throw new IllegalArgumentException("there is no user " + user);
    }
    if (hash == null) {
      lines.removeIf(line -> line.strip().startsWith(own));
    } else if (there) {
      lines.replaceAll(line -> line.strip().startsWith(own) ? own + hash : line);
    } else {
      lines.add(own + hash);
    }
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static List<String> lines(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is longer than " + MAX_BYTES + " bytes");
    }
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not UTF-8");
    }
  }

  private static Map<String, String> parse(Path file, List<String> lines) throws IOException {
    Map<String, String> users = new LinkedHashMap<>();
    int number = 0;
    for (String line : lines) {
      number++;
      Matcher parts = LINE.matcher(line.strip());
      if (parts.matches()) {
        if (users.put(parts.group(1), parts.group(2)) != null) {
          throw new IOException(file + ": line " + number + ": this user is there twice");
        }
      } else if (!line.isBlank() && !line.startsWith("#")) {
        throw new IOException(
            file + ": line " + number + " is not name:$6$salt$hash, of at most 99999 rounds");
      }
    }
    return users;
  }
}
