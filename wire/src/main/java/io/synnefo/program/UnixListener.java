package io.synnefo.program;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** Opens Unix sockets to listen at. */
public final class UnixListener {
  private static final int BACKLOG =
      4096; // who waits does so in the kernel, which has its own most

  /** Who may connect; root always may. */
  public enum For {
    /** The program's user alone. */
    OWNER("rw-------"),
    /** And who is in its group. */
    GROUP("rw-rw----");

    private final String mode;

    For(String mode) {
      this.mode = mode;
    }
  }

  private UnixListener() {}

  /**
   * One for those. What a killed program left there is gone; nothing else is.
   *
   * @param setting where the path was set
   * @param noun what the program is, as {@code daemon}
   * @throws IOException when it cannot be had, as when a program answers there; the text is for the
   *     operator
   */
  public static ServerSocketChannel open(String setting, Path socket, String noun, For whom)
      throws IOException {
    makeWay(setting, socket, noun);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString(whom.mode));
      return server;
    } catch (IOException e) {
      server.close();
      throw new IOException(setting + ": " + socket + ": " + Faults.text(e), e);
    }
  }

  private static void makeWay(String setting, Path socket, String noun) throws IOException {
    if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isOther()) {
      throw new IOException(setting + ": " + socket + " is there and is no socket");
    }
    try (SocketChannel there = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      there.configureBlocking(false); // one that takes nobody is there, too
      there.connect(UnixDomainSocketAddress.of(socket));
    } catch (ConnectException e) {
      Files.delete(socket);
      return;
    }
    throw new IOException("already running: a " + noun + " answers at " + socket);
  }
}
