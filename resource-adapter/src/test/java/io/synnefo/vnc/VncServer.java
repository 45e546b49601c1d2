package io.synnefo.vnc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;

/** A machine's VNC server as QEMU's is without a password, as far as a proxy goes. */
final class VncServer implements AutoCloseable {
  private final ServerSocket socket;
  private final ControlPort port;

  VncServer() throws IOException {
    socket = ControlPort.listen(0);
    port = ControlPort.at(socket, VncServer::talk);
  }

  private static void talk(InputStream in, OutputStream out) throws IOException {
    out.write("RFB 003.008\n".getBytes(UTF_8));
    in.readNBytes(12);
    out.write(new byte[] {1, 1});
    in.read();
    out.write(new byte[4]);
    in.read(); // until the proxy leaves
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    port.close();
  }
}
