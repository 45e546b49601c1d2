package io.synnefo.vncauthproxy;

import io.synnefo.program.Faults;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Who may ask over the network, as the users file had it when it was last read. For any thread. */
final class UserBook {
  private static final System.Logger LOG = System.getLogger(UserBook.class.getName());

  private static final String BEFORE = "the users are those from before: ";

  private final Path file;
  private volatile Users users = new Users(Map.of());
  private volatile String fault = "";

  /** Nobody yet. */
  UserBook(Path file) {
    this.file = file;
  }

  /**
   * Those of the file. If there is none, or it cannot be understood, those from before remain; who
   * wants nobody empties it.
   *
   * @throws IOException when it cannot be understood
   */
  void read() throws IOException {
    try {
      users = new Users(UsersFile.read(file));
      fault = "";
      LOG.log(System.Logger.Level.INFO, "users: " + users.count());
    } catch (NoSuchFileException e) {
      String none = "there is no " + file;
      fault =
          users.count() == 0 ? none + ": every request over the network is refused" : BEFORE + none;
      LOG.log(System.Logger.Level.WARNING, fault);
    } catch (IOException e) {
      fault = BEFORE + Faults.text(e);
      throw e;
    }
  }

  Users users() {
    return users;
  }

  /** What an operator should know; empty: nothing. */
  String fault() {
    return fault;
  }
}
