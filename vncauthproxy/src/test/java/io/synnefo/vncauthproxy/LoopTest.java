package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class LoopTest {
  private Loop loop;
  private Thread thread;

  @BeforeEach
  void start() throws IOException {
    loop = new Loop(new BufferPool(1));
    thread = new Thread(loop, "loop under test");
    thread.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    loop.stop();
    thread.join();
  }

  /** Somebody who fails when he is told that he can read. */
  private record Failing(Error memory, boolean byMemory, CountDownLatch abandoned)
      implements Actor {
    @Override
    public void act() {
      if (byMemory) {
        throw memory;
      }
      throw new IllegalStateException("meant so");
    }

    @Override
    public void abandon() {
      abandoned.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoRunsIntoADefectOrOutOfMemoryIsAbandonedAndTheLoopGoesOn(boolean memory) throws Exception {
    CountDownLatch abandoned = new CountDownLatch(1);
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      sink.write(ByteBuffer.wrap(new byte[] {1}));
      Actor failing = new Failing(new OutOfMemoryError("meant so"), memory, abandoned);
      loop.execute(
          () -> {
            try {
              loop.register(source, SelectionKey.OP_READ, failing);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      abandoned.await();
    }
    CountDownLatch worked = new CountDownLatch(1);
    loop.execute(worked::countDown);
    worked.await();
  }

  @Test
  void workThatFailsTakesNobodyElsesAway() throws Exception {
    CountDownLatch worked = new CountDownLatch(1);
    loop.execute(
        () -> {
          throw new IllegalStateException("meant so");
        });
    loop.execute(worked::countDown);
    worked.await();
  }

  @Test
  void alarmsComeInTheOrderOfTheirTimesAndCancelledOnesNever() throws Exception {
    List<String> came = new ArrayList<>();
    CountDownLatch last = new CountDownLatch(1);
    loop.execute(
        () -> {
          loop.after(
              Duration.ofMillis(30),
              () -> {
                came.add("third");
                last.countDown();
              });
          Loop.Alarm cancelled = loop.after(Duration.ofMillis(20), () -> came.add("cancelled"));
          loop.after(Duration.ofMillis(10), () -> came.add("second"));
          loop.after(Duration.ZERO, () -> came.add("first"));
          cancelled.cancel();
        });
    assertTrue(last.await(20, TimeUnit.SECONDS));
    assertEquals(List.of("first", "second", "third"), came);
  }

  @Test
  void atItsEndWhoeverWaitsIsAbandoned() throws Exception {
    CountDownLatch abandoned = new CountDownLatch(1);
    CountDownLatch registered = new CountDownLatch(1);
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      loop.execute(
          () -> {
            try {
              loop.register(
                  source,
                  SelectionKey.OP_READ,
                  new Failing(new OutOfMemoryError(), false, abandoned));
              registered.countDown();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      registered.await();
      loop.stop();
      abandoned.await();
      assertTrue(sink.isOpen());
    }
  }
}
