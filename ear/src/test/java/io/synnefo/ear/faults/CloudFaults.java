package io.synnefo.ear.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What is done to the parts of a cloud. A thread a kind may do so at a time: of the brokers never
 * more than one is down, and a server that stands still is not killed.
 */
final class CloudFaults {
  private final DispatchCloud cloud;
  private final List<Semaphore> servers;
  private final int brokers;
  private final AppliedEvents applied;

  /** A server that starts without its database comes up without the application. */
  private final Semaphore database = new Semaphore(1, true);

  private int serverKills;
  private int brokerKills;
  private int restarts;

  /** What a server has applied is counted before it is killed. */
  CloudFaults(DispatchCloud cloud, int servers, int brokers, AppliedEvents applied) {
    this.cloud = cloud;
    this.servers = Stream.generate(() -> new Semaphore(1, true)).limit(servers).toList();
    this.brokers = brokers;
    this.applied = applied;
  }

  /** The next one is killed, and started again. */
  void killServer() throws IOException, InterruptedException {
    int victim = takeServer();
    try {
      applied.count(victim);
      cloud.server(victim).run("kill");
      database.acquire();
      try {
        cloud.server(victim).run("start");
      } finally {
        database.release();
      }
    } finally {
      servers.get(victim).release();
    }
  }

  private int takeServer() throws InterruptedException {
    int next = serverKills++ % servers.size();
    if (servers.get(next).tryAcquire()) {
      return next;
    }
    int other = (next + 1) % servers.size();
    servers.get(other).acquire();
    return other;
  }

  /** The next one is killed, and started again. */
  void killBroker() throws IOException, InterruptedException {
    String victim = Integer.toString(1 + brokerKills++ % brokers);
    cloud.broker().run("kill", victim);
    cloud.broker().run("start", victim);
  }

  /** Without warning the first time, in good order the second. */
  void restartDatabase() throws IOException, InterruptedException {
    database.acquire();
    try {
      cloud.database().run(restarts++ % 2 == 0 ? "kill" : "stop");
      cloud.database().run("start");
    } finally {
      database.release();
    }
  }

  /** That server's process stands still for so long, with all that it has in hand. */
  void freezeServer(int number, Duration time) throws IOException, InterruptedException {
    servers.get(number).acquire();
    try {
      signal(number, "STOP");
      TimeUnit.NANOSECONDS.sleep(time.toNanos()); // this is the fault, no test that waits
    } finally {
      signal(number, "CONT");
      servers.get(number).release();
    }
  }

  private void signal(int number, String name) throws IOException, InterruptedException {
    String pid = Files.readString(cloud.server(number).file("pid")).split(" ", 2)[0];
    int exit = new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("kill -" + name + " " + pid + " ended with " + exit);
    }
  }
}
