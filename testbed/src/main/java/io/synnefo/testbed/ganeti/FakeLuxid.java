package io.synnefo.testbed.ganeti;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The query socket of Ganeti's luxid, which knows one question: QueryClusterInfo. A message ends
 * with the byte 3; one connection may ask again and again, until it asks what cannot be read.
 */
final class FakeLuxid implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FakeLuxid.class.getName());
  private static final byte END = 3;
  private static final int LONGEST_QUESTION = 1 << 16;

  private final Path socket;
  private final ClusterState cluster;
  private final FakeGanetiSettings settings;
  private final ServerSocketChannel server;
  private final Set<SocketChannel> asking = ConcurrentHashMap.newKeySet();

  /** Answers from now on; what a killed one left in the place of its socket is replaced. */
  FakeLuxid(FakeGanetiSettings settings, ClusterState cluster) throws IOException {
    this.settings = settings;
    this.cluster = cluster;
    this.socket = settings.luxidSocket();
    Files.deleteIfExists(socket);
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
    thread(this::accept);
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "fake-luxid");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        asking.add(client);
        thread(() -> serve(client));
      }
    } catch (IOException closed) {
      LOG.log(Level.DEBUG, "no more questions: {0}", closed.toString());
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      ByteBuffer question = ByteBuffer.allocate(LONGEST_QUESTION);
      ByteBuffer next = ByteBuffer.allocate(1);
      boolean goOn = true;
      while (goOn && question.hasRemaining() && client.read(next.clear()) == 1) {
        if (next.get(0) == END) {
          goOn = answer(client, new String(question.array(), 0, question.position(), UTF_8));
          question.clear();
        } else {
          question.put(next.get(0));
        }
      }
    } catch (IOException broken) {
      LOG.log(Level.DEBUG, "connection broken: {0}", broken.toString());
    } finally {
      asking.remove(client);
    }
  }

  /** Whether it was a question that the connection survives. */
  private boolean answer(SocketChannel client, String question) throws IOException {
    JsonObjectBuilder answer = Json.createObjectBuilder();
    boolean known = isClusterInfo(question);
    answer.add("success", known);
    if (known) {
      answer.add("result", clusterInfo());
    } else {
      answer.add("result", "Failed to parse request: " + question);
    }
    ByteBuffer bytes = ByteBuffer.wrap((answer.build().toString() + (char) END).getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      client.write(bytes);
    }
    return known;
  }

  private static boolean isClusterInfo(String question) {
    try (JsonReader reader = Json.createReader(new StringReader(question))) {
      return reader.readValue() instanceof JsonObject object
          && object.containsKey("args")
          && object.getString("method", "").equals("QueryClusterInfo");
    } catch (JsonException e) {
      return false;
    }
  }

  private JsonObject clusterInfo() {
    return Json.createObjectBuilder()
        .add("software_version", "3.0.2")
        .add("protocol_version", 3_000_000)
        .add("config_version", 3_000_000)
        .add("name", settings.cluster())
        .add("master", settings.node())
        .add("uuid", cluster.uuid())
        .add("tags", JsonValue.EMPTY_JSON_ARRAY)
        .build();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (SocketChannel client : asking) {
        client.close();
      }
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot close " + socket, e);
    }
  }
}
