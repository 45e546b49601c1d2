package io.synnefo.testbed.ganeti;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;

/** FakeGaneti as a process of its own: {@code FakeGanetiMain STATE_DIR}, ends on SIGTERM. */
public final class FakeGanetiMain {
  private static final int PASSWORD_BYTES = 16;

  private FakeGanetiMain() {}

  /** Password and port of an earlier run on the same directory are kept where possible. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 1) {
      System.err.println("usage: FakeGanetiMain STATE_DIR");
      System.exit(2);
    }
    Path stateDir = Path.of(arguments[0]).toAbsolutePath();
    FakeGaneti ganeti = start(stateDir);
    CountDownLatch stop = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  ganeti.close();
                  stop.countDown();
                }));
    System.out.println("FakeGaneti at " + ganeti.env().rapi() + ", see " + stateDir.resolve("env"));
    stop.await();
  }

  private static FakeGaneti start(Path stateDir) throws IOException {
    Clock clock = Clock.systemUTC();
    Path envFile = stateDir.resolve("env");
    if (!Files.exists(envFile)) {
      return FakeGaneti.start(FakeGanetiSettings.in(stateDir, newPassword()), clock);
    }
    GanetiEnv before = GanetiEnv.read(envFile);
    FakeGanetiSettings settings = FakeGanetiSettings.in(stateDir, before.password());
    try {
      return FakeGaneti.start(settings.withPort(before.rapi().getPort()), clock);
    } catch (BindException taken) {
      return FakeGaneti.start(settings, clock);
    }
  }

  private static String newPassword() {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
