package io.synnefo.vncauthproxy;

import io.synnefo.program.Faults;
import io.synnefo.program.UnixListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;

/** Opens places to listen at. */
final class Sockets {
  private static final int BACKLOG =
      4096; // a burst waits in the kernel; it cuts it to its own most

  private Sockets() {}

  /**
   * A Unix socket.
   *
   * @throws IOException the text begins with the setting, unless a proxy answers there
   */
  static ServerSocketChannel unix(String setting, Path socket, UnixListener.For whom)
      throws IOException {
    return UnixListener.open(setting, socket, "proxy", whom);
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
}
