package io.synnefo.testbed.ganeti;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A connection to luxid's query socket; every message ends with the byte 3. */
public final class LuxidConversation implements AutoCloseable {
  static final String CLUSTER_INFO = "{\"method\":\"QueryClusterInfo\",\"args\":[]}";
  static final char END = 3;

  private final SocketChannel luxid;

  LuxidConversation(Path socket) throws IOException {
    this.luxid = SocketChannel.open(UnixDomainSocketAddress.of(socket));
  }

  /** Whom that luxid calls the master. */
  public static String master(Path socket) throws IOException {
    try (LuxidConversation luxid = new LuxidConversation(socket)) {
      luxid.send(CLUSTER_INFO + END);
      return luxid.receive().getJsonObject("result").getString("master");
    }
  }

  void send(String text) throws IOException {
    luxid.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  JsonObject receive() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer next = ByteBuffer.allocate(1);
    while (luxid.read(next.clear()) == 1 && next.get(0) != END) {
      answer.write(next.get(0));
    }
    if (answer.size() == 0) {
      throw new IOException("luxid ended the conversation");
    }
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(answer.toByteArray()))) {
      return reader.readObject();
    }
  }

  /** Whether the other side has nothing more to say. */
  boolean isOver() throws IOException {
    return luxid.read(ByteBuffer.allocate(1)) < 0;
  }

  @Override
  public void close() throws IOException {
    luxid.close();
  }
}
