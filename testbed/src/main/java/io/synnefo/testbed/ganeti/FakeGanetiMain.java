package io.synnefo.testbed.ganeti;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * FakeGaneti as a process of its own: {@code FakeGanetiMain STATE_DIR}, ends on SIGTERM. Its RAPI
 * hangs from when a file {@code hang} is made there, which it renames, until that one is deleted.
 */
public final class FakeGanetiMain {
  /** Made by who wants RAPI to hang. */
  public static final String HANG = "hang";

  /** What it is renamed to when RAPI hangs; who deletes it heals RAPI. */
  public static final String HANGING = "hanging";

  private static final int LOOK_EVERY_MILLIS = 100;
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
    boolean hanging = false;
    Files.deleteIfExists(stateDir.resolve(HANGING)); // of one that was killed
    while (!stop.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
      hanging = follow(stateDir, ganeti.faults(), hanging);
    }
  }

  /** Whether RAPI hangs now, as the files want it. */
  private static boolean follow(Path stateDir, GanetiFaults faults, boolean hanging)
      throws IOException {
    Path wish = stateDir.resolve(HANG);
    Path sign = stateDir.resolve(HANGING);
    if (Files.exists(wish)) {
      faults.hang();
      Files.move(wish, sign, StandardCopyOption.REPLACE_EXISTING);
      return true;
    }
    if (hanging && !Files.exists(sign)) {
      faults.heal();
      return false;
    }
    return hanging;
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
