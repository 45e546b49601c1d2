package io.synnefo.testbed.bench;

import static org.awaitility.Awaitility.await;

import io.synnefo.testbed.ganeti.FakeGanetiMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The simulated Ganeti takes requests and answers none, until it is healed. */
final class HangingRapi {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private final Path sign;

  private HangingRapi(Path sign) {
    this.sign = sign;
  }

  static HangingRapi of(Path ganeti) throws IOException {
    Path sign = ganeti.resolve(FakeGanetiMain.HANGING);
    Files.createFile(ganeti.resolve(FakeGanetiMain.HANG));
    await().atMost(PATIENCE).until(() -> Files.exists(sign));
    return new HangingRapi(sign);
  }

  void heal() throws IOException {
    Files.deleteIfExists(sign);
  }
}
