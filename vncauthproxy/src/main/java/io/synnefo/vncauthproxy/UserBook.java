package io.synnefo.vncauthproxy;

import io.synnefo.program.Faults;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Who may ask over the network, as the users file had it when it was last read. For any thread. */
final class UserBook {
  private static final System.Logger LOG = System.getLogger(UserBook.class.getName());

  private final Path file;
  private volatile Users users = new Users(Map.of());
  private volatile String fault = "";

  /** Nobody yet. */
  UserBook(Path file) {
    this.file = file;
  }

  /**
   * Those of the file; nobody if there is none.
   *
   * @throws IOException when it cannot be understood; then those from before remain
   */
  void read() throws IOException {
    try {
      users = new Users(UsersFile.read(file));
      fault = "";
      LOG.log(System.Logger.Level.INFO, "users: " + users.count());
    } catch (NoSuchFileException e) {
      users = new Users(Map.of());
      fault = "there is no " + file + ": every request over the network is refused";
      LOG.log(System.Logger.Level.WARNING, fault);
    } catch (IOException e) {
      fault = "the users are those from before: " + Faults.text(e);
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
