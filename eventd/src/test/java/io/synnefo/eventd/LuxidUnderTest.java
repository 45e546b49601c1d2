package io.synnefo.eventd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers as luxid of a real Ganeti 3.0.2 does when it is asked for the cluster. */
final class LuxidUnderTest implements AutoCloseable {
  private static final int END = 3;

  private static final Pattern JOB =
      Pattern.compile(
          "\\{\"method\":\"Query\",\"args\":\\[\"job\",\\[\"id\",\"received_ts\",.*\"oplog\"],"
              + "\\[\"=\",\"id\",(\\d+)]]}");

  private final Path socket;
  private final ServerSocketChannel server;
  private final AtomicInteger asked = new AtomicInteger();
  private final Map<Long, String> jobs = new ConcurrentHashMap<>();
  private volatile String answer;
  private volatile boolean refusesOnce;

  LuxidUnderTest(Path socket, String uuid, String master) throws IOException {
    this.socket = socket;
    this.answer = answer("cluster.gnt.test", uuid, master);
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread thread = new Thread(this::serve, "luxid");
    thread.setDaemon(true);
    thread.start();
  }

  /** The part of the real answer (5.7 KB) that is read, and some that is not. */
  static String answer(String name, String uuid, String master) {
    return "{\"success\":true,\"result\":{\"software_version\":\"3.0.2\",\"architecture\":[\"64bits\","
        + "\"x86_64\"],\"name\":\"%s\",\"master\":\"%s\",\"beparams\":{\"default\":{\"vcpus\":1}},"
            .formatted(name, master)
        + "\"uuid\":\"%s\",\"tags\":[]}}".formatted(uuid);
  }

  /** From now on it says that; empty: nothing at all. */
  void says(String text) {
    answer = text;
  }

  /** It tells the job like that sample of RAPI's, whose answers are its own, but for the id. */
  void job(long id, String sample) throws IOException {
    String text = RapiUnderTest.sample(sample + ".answer");
    jobs.put(id, text.replaceFirst("\\[0, \\d+]", "[0, " + id + "]"));
  }

  /** The next question for a job is refused. */
  void refusesOnce() {
    refusesOnce = true;
  }

  /** How often it was asked. */
  int asked() {
    return asked.get();
  }

  private void serve() {
    try {
      while (true) {
        answer(server.accept());
      }
    } catch (IOException e) {
      answer = ""; // closed
    }
  }

  private void answer(SocketChannel peer) {
    try {
      converse(peer);
    } catch (IOException e) {
      answer = ""; // the other side is gone: no test of ours does that
    }
  }

  private void converse(SocketChannel peer) throws IOException {
    ByteArrayOutputStream question = new ByteArrayOutputStream();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (peer.read(one.clear()) == 1 && one.get(0) != END) {
      question.write(one.get(0));
    }
    asked.incrementAndGet();
    String text = answerTo(question.toString(StandardCharsets.UTF_8));
    if (!text.isEmpty()) {
      peer.write(ByteBuffer.wrap((text + (char) END).getBytes(StandardCharsets.UTF_8)));
      peer.close();
    } // else it hangs, as a stopped one does
  }

  private String answerTo(String question) throws IOException {
    if (question.equals("{\"method\":\"QueryClusterInfo\",\"args\":[]}")) {
      return answer;
    }
    Matcher job = JOB.matcher(question);
    if (!job.matches()) {
      return "{\"success\":false,\"result\":\"unknown\"}";
    }
    if (refusesOnce) {
      refusesOnce = false;
      return "{\"success\":false,\"result\":[\"JobQueueDrainError\",[]]}";
    }
    String unknown = RapiUnderTest.sample("unknown.answer").replaceFirst("999", job.group(1));
    String told = jobs.getOrDefault(Long.parseLong(job.group(1)), unknown);
    return "{\"success\":true,\"result\":" + told + "}";
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
  }
}
