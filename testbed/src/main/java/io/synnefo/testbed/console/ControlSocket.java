package io.synnefo.testbed.console;

import io.synnefo.wire.vnc.ConsoleRequest;
import io.synnefo.wire.vnc.ConsoleToken;
import io.synnefo.wire.vnc.ConsoleType;
import io.synnefo.wire.vnc.ControlCodec;
import io.synnefo.wire.vnc.ControlRequest;
import io.synnefo.wire.vnc.GatewayGrant;
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
import java.time.Duration;
import java.util.UUID;

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
    return ask(request.getBytes(StandardCharsets.UTF_8));
  }

  /** That token opens a console at the gateway; each is of a project of its own. */
  public void grant(int server, ConsoleToken token) throws IOException {
    String name = UUID.randomUUID().toString();
    GatewayGrant grant =
        new GatewayGrant(name, token.hash(), Duration.ofMinutes(1), "a server", "a user");
    ConsoleRequest console =
        new ConsoleRequest(ConsoleType.GATEWAY, "127.0.0.1", server, "n0body!!", name, grant);
    ask(ControlCodec.encode(new ControlRequest.Open(console, 0, true, null)));
  }

  private int ask(byte[] request) throws IOException {
    try (SocketChannel there = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      there.write(ByteBuffer.wrap(request));
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
