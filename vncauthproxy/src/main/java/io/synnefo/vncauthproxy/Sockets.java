package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** Opens places to listen at. */
final class Sockets {
  private static final int BACKLOG =
      4096; // a burst waits in the kernel; it cuts it to its own most

  private Sockets() {}

  /**
   * A Unix socket for owner and group. What a killed proxy left there goes; nothing else does.
   *
   * @throws IOException the text begins with the setting
   */
  static ServerSocketChannel unix(String setting, Path socket) throws IOException {
    makeWay(setting, socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
      return server;
    } catch (IOException e) {
      server.close();
      throw new IOException(setting + ": " + socket + ": " + Faults.text(e), e);
    }
  }

  /**
   * A port.
   *
   * @throws IOException the text begins with the setting
   */
  static ServerSocketChannel tcp(String setting, InetSocketAddress address) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      return server.bind(address, BACKLOG);
    } catch (IOException e) {
      server.close();
      throw new IOException(setting + ": " + address + ": " + Faults.text(e), e);
    }
  }

  private static void makeWay(String setting, Path socket) throws IOException {
    if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isOther()) {
      throw new IOException(setting + ": " + socket + " is there and is no socket");
    }
    try (SocketChannel there = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      there.configureBlocking(false);
      there.connect(UnixDomainSocketAddress.of(socket));
    } catch (ConnectException e) {
      Files.delete(socket);
      return;
    }
    throw new IOException("already running: a proxy answers at " + socket);
  }
}
