package io.synnefo.vncauthproxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever comes, and whatever becomes of him, others are received. */
@Timeout(60)
class ReceptionTest {
  private static final int MOST = 2;

  private Loops loops;

  @BeforeEach
  void start() throws IOException {
    loops = Loops.start(new BufferPool(1), (thread, defect) -> {});
  }

  @AfterEach
  void stop() throws InterruptedException {
    loops.stop(Duration.ofSeconds(20));
  }

  /** The port of one that is open until the loops stop. */
  private int open(Reception.Manner manner) throws IOException {
    ServerSocketChannel server = listener();
    new Reception(loops::next, server, manner).start();
    return server.socket().getLocalPort();
  }

  private static ServerSocketChannel listener() throws IOException {
    return Sockets.tcp("a test's", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static OneQuestion.Manner question(Answering answering) {
    return new OneQuestion.Manner(RequestFraming::new, 100, Duration.ofHours(1), answering);
  }

  private static void moreThanThereArePlacesSeeTheEnd(int port, String says) throws IOException {
    for (int n = 0; n < 3 * MOST; n++) {
      try (Socket one = ProxyUnderTest.connect(port)) {
        one.getOutputStream().write(says.getBytes(UTF_8));
        assertEquals(-1, one.getInputStream().read());
      }
    }
  }

  @Test
  void whomADefectMeetsAtOnceIsGivenUpAndHisPlaceIsAnothers() throws Exception {
    int port =
        open(
            new Reception.Manner(
                (loop, stream, gone) -> {
                  throw new IllegalStateException("meant so");
                },
                null,
                MOST));
    moreThanThereArePlacesSeeTheEnd(port, "");
  }

  @Test
  void whoseQuestionMeetsADefectIsGivenUpAndHisPlaceIsAnothers() throws Exception {
    Answering defect =
        (loop, complete, question, reply) -> {
          throw new OutOfMemoryError("meant so");
        };
    int port = open(Reception.Manner.of(question(defect), null, MOST));
    moreThanThereArePlacesSeeTheEnd(port, "{}");
  }

  /** A place that is closed for good would not be missed by anybody who looks after it. */
  @Test
  void aDefectWhileOneIsReceivedClosesNoPlaceAndIsToldUntilAnotherIs() throws Exception {
    byte[] answer = {7};
    Answering answering = (loop, complete, question, reply) -> reply.send(answer, () -> {});
    AtomicBoolean full = new AtomicBoolean();
    ServerSocketChannel server = listener();
    Supplier<Loop> turns =
        () -> {
          if (full.get()) {
            throw new OutOfMemoryError("meant so");
          }
          return loops.next();
        };
    Reception reception =
        new Reception(turns, server, Reception.Manner.of(question(answering), null, MOST));
    reception.start();
    int port = server.socket().getLocalPort();
    full.set(true);
    moreThanThereArePlacesSeeTheEnd(port, "");
    assertTrue(reception.fault().endsWith("java.lang.OutOfMemoryError: meant so"));
    full.set(false);
    try (Socket one = ProxyUnderTest.connect(port)) {
      one.getOutputStream().write("{}".getBytes(UTF_8));
      assertArrayEquals(answer, one.getInputStream().readAllBytes());
    }
    await().until(() -> reception.fault().isEmpty());
  }

  /** They have an hour, and others need not wait for it. */
  @Test
  void howeverManyAreMuteOneWhoAsksIsAnswered() throws Exception {
    byte[] answer = {7};
    Answering answering = (loop, complete, question, reply) -> reply.send(answer, () -> {});
    int port = open(Reception.Manner.of(question(answering), null, MOST));
    List<Socket> mute = new ArrayList<>();
    try {
      for (int n = 0; n < 5 * MOST; n++) {
        mute.add(ProxyUnderTest.connect(port));
      }
      try (Socket one = ProxyUnderTest.connect(port)) {
        one.getOutputStream().write("{}".getBytes(UTF_8));
        assertArrayEquals(answer, one.getInputStream().readAllBytes());
      }
      assertEquals(-1, mute.get(0).getInputStream().read()); // the eldest has gone for others
    } finally {
      for (Socket socket : mute) {
        socket.close();
      }
    }
  }
}
