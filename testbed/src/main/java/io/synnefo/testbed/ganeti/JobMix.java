package io.synnefo.testbed.ganeti;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What the users of a cloud ask of Ganeti, one thing after another, as a seed has it: each server
 * is made, then started, stopped and rebooted in no order, and some are removed. Nothing is asked
 * of a server that was removed; at least half of them live on.
 */
public final class JobMix {
  private static final int PERCENT = 100;
  private static final int REMOVED = 2;
  private static final int REBOOTED = 40;

  private final Random random;
  private final int servers;
  private final List<Integer> living = new ArrayList<>();
  private final boolean[] running;
  private int made;

  /** An operation of Ganeti's that a server goes through. */
  public enum Kind {
    CREATE,
    STARTUP,
    SHUTDOWN,
    REBOOT,
    REMOVE;

    /** Ganeti's word for it. */
    public String opId() {
      return "OP_INSTANCE_" + name();
    }
  }

  /**
   * One thing that is asked.
   *
   * @param server from 1 on
   */
  public record Step(Kind kind, int server) {}

  /** Of servers 1 to that number; the same seed gives the same steps. */
  public JobMix(int servers, long seed) {
    this.servers = servers;
    this.random = new Random(seed);
    this.running = new boolean[servers + 1];
  }

  /** The next one: first each server is made, in turn. */
  public Step next() {
    if (made < servers) {
      made++;
      living.add(made);
      running[made] = true;
      return new Step(Kind.CREATE, made);
    }
    int place = random.nextInt(living.size());
    int server = living.get(place);
    Kind kind = kind(running[server]);
    if (kind == Kind.REMOVE) {
      living.remove(place);
    }
    running[server] = kind != Kind.SHUTDOWN;
    return new Step(kind, server);
  }

  private Kind kind(boolean isRunning) {
    int drawn = random.nextInt(PERCENT);
    if (drawn < REMOVED && living.size() > (servers + 1) / 2) {
      return Kind.REMOVE;
    }
    if (!isRunning) {
      return Kind.STARTUP;
    }
    return drawn < REBOOTED ? Kind.REBOOT : Kind.SHUTDOWN;
  }
}
