package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Adds, changes and deletes users: {@code passwd [-n] [-d] [-p PASSWORD] FILE USER}. */
final class PasswdTool {
  static final String USAGE =
      """
      Usage: java -jar synnefo-vncauthproxy.jar passwd [-n] [-d] [-p PASSWORD] FILE USER
      Adds the user to the file, or gives him a new password: up to 256 characters, without
      blanks at either end. All other lines stay.

        -d    delete the user instead
        -n    print what the file would be, and leave it as it is
        -p    the password; without it, it is asked for (others see a process's arguments)
      """;

  private record Options(
      boolean print, boolean delete, @Nullable String password, Path file, String user) {}

  private final PrintStream out;
  private final Supplier<String> ask;

  /** Asks for a password there where no option has it. */
  PasswdTool(PrintStream out, Supplier<String> ask) {
    this.out = out;
    this.ask = ask;
  }

  /**
   * The file is changed as a whole, or not at all.
   *
   * @throws IllegalArgumentException when the options, the name or the password cannot be used
   * @throws IOException when the file cannot be read or written
   */
  void run(String... args) throws IOException {
    Options options = options(args);
    if (Files.exists(options.file)) {
      UsersFile.read(options.file); // before somebody types a password in vain
    }
    String hash = options.delete ? null : Users.hash(password(options));
    String text = UsersFile.edited(options.file, options.user, hash);
    if (options.print) {
      out.print(text);
    } else {
      replace(options.file, text);
    }
  }

  private static Options options(String... args) {
    ArrayDeque<String> rest = new ArrayDeque<>(Arrays.asList(args));
    boolean print = false;
    boolean delete = false;
    String password = null;
    while (!rest.isEmpty() && rest.element().startsWith("-")) {
      switch (rest.remove()) {
        case "-n" -> print = true;
        case "-d" -> delete = true;
        case "-p" -> {
          password = rest.poll();
          if (password == null) {
            throw new IllegalArgumentException("-p needs a password");
          }
        }
        default -> throw new IllegalArgumentException("no such option");
      }
    }
    if (rest.size() != 2) {
      throw new IllegalArgumentException("a file and a user are needed");
    }
    Path file = Path.of(rest.remove());
    String user = rest.remove();
    if (!UsersFile.NAME.matcher(user).matches()) {
      throw new IllegalArgumentException(
          "a user's name has up to 31 lower-case letters, digits and _, and begins with no digit");
    }
    return new Options(print, delete, password, file, user);
  }

  private String password(Options options) {
    String password = options.password == null ? ask.get() : options.password;
    if (password.isEmpty()) {
      throw new IllegalArgumentException("the password is empty");
    }
    if (password.length() > Users.MAX_PASSWORD) {
      throw new IllegalArgumentException(
          "the password is longer than " + Users.MAX_PASSWORD + " characters");
    }
    if (!password.equals(password.strip())) {
      throw new IllegalArgumentException(
          "the password begins or ends with a blank, which programs that read it from a file drop");
    }
    return password;
  }

  /** A reader finds the old file or the new one, and nobody who could not read the old one. */
  private static void replace(Path file, String text) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(next, text, StandardCharsets.UTF_8, StandardOpenOption.SYNC);
    if (Files.exists(file)) {
      PosixFileAttributes old = Files.readAttributes(file, PosixFileAttributes.class);
      PosixFileAttributeView view =
          Files.getFileAttributeView(next, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      view.setOwner(old.owner());
      view.setGroup(old.group());
      view.setPermissions(old.permissions());
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
