package io.synnefo.testbed.console;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where a VNC proxy is asked for consoles, in the form of 2011.
 *
 * @param socket a Unix socket
 */
public record ControlSocket(Path socket) {
  private static final int SOME = 4096;

  /**
   * The port where a viewer is waited for.
   *
   * @param server the port of a VNC server on loopback
   * @param type vnc, vnc-ws or vnc-wss
   * @throws IOException when there is none; the text has the proxy's reason
   */
  public int ask(int server, String password, String type) throws IOException {
    String request =
        Json.createObjectBuilder()
            .add("source_port", 0)
            .add("destination_address", "127.0.0.1")
            .add("destination_port", server)
            .add("password", password)
            .add("type", type)
            .build()
            .toString();
    try (SocketChannel there = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      there.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
      JsonObject answer = object(there);
      if (!answer.getString("status").equals("OK")) {
        throw new IOException("refused: " + answer);
      }
      return answer.getInt("source_port");
    }
  }

  private static JsonObject object(SocketChannel there) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer part = ByteBuffer.allocate(SOME);
    while (there.read(part.clear()) >= 0) {
      all.write(part.array(), 0, part.position());
    }
    if (all.size() == 0) {
      throw new EOFException("the proxy left without an answer");
    }
    try (var reader = Json.createReader(new StringReader(all.toString(StandardCharsets.UTF_8)))) {
      return reader.readObject();
    }
  }
}
