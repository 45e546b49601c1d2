package io.synnefo.testbed.ganeti;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What the users of a cloud ask of Ganeti, one thing after another, as a seed has it: each server
 * is made, then started, stopped, rebooted, resized, tagged and given other parameters in no order,
 * some get a larger disk, and some are removed. Nothing is asked of a server that was removed; at
 * least half of them live on.
 */
public final class JobMix {
  private static final int PERCENT = 100;
  private static final int REMOVED = 2;
  private static final int GROWN = 4;
  private static final int RESIZED = 14;
  private static final int TAGGED = 22;
  private static final int TUNED = 26;
  private static final int REBOOTED = 50;

  private final Random random;
  private final int servers;
  private final List<Integer> living = new ArrayList<>();
  private final boolean[] running;
  private final boolean[] large;
  private final boolean[] tagged;
  private final boolean[] tuned;
  private int made;

  /** An operation of Ganeti's that a server goes through. */
  public enum Kind {
    /** Small, without a tag. */
    CREATE("OP_INSTANCE_CREATE"),
    STARTUP("OP_INSTANCE_STARTUP"),
    SHUTDOWN("OP_INSTANCE_SHUTDOWN"),
    REBOOT("OP_INSTANCE_REBOOT"),
    REMOVE("OP_INSTANCE_REMOVE"),
    /** Its first disk gets larger. */
    GROW("OP_INSTANCE_GROW_DISK"),
    /** More processors and memory, of one that is small. */
    ENLARGE("OP_INSTANCE_SET_PARAMS"),
    /** Small again. */
    SHRINK("OP_INSTANCE_SET_PARAMS"),
    /** It has a tag, which it had not. */
    TAG("OP_TAGS_SET"),
    /** It has it no more. */
    UNTAG("OP_TAGS_DEL"),
    /** A parameter of its hypervisor is another than that of the cluster, which it was not. */
    TUNE("OP_INSTANCE_SET_PARAMS"),
    /** It is as that of the cluster again. */
    UNTUNE("OP_INSTANCE_SET_PARAMS");

    private final String opId;

    Kind(String opId) {
      this.opId = opId;
    }

    /** Ganeti's word for it. */
    public String opId() {
      return opId;
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
    this.large = new boolean[servers + 1];
    this.tagged = new boolean[servers + 1];
    this.tuned = new boolean[servers + 1];
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
    Kind kind = kind(server);
    switch (kind) {
      case REMOVE -> living.remove(place);
      case STARTUP, SHUTDOWN -> running[server] = kind == Kind.STARTUP;
      case ENLARGE, SHRINK -> large[server] = kind == Kind.ENLARGE;
      case TAG, UNTAG -> tagged[server] = kind == Kind.TAG;
      case TUNE, UNTUNE -> tuned[server] = kind == Kind.TUNE;
      case CREATE, REBOOT, GROW -> {} // what the next may be is as it was
    }
    return new Step(kind, server);
  }

  private Kind kind(int server) {
    int drawn = random.nextInt(PERCENT);
    if (drawn < REMOVED && living.size() > (servers + 1) / 2) {
      return Kind.REMOVE;
    }
    if (drawn < GROWN) {
      return Kind.GROW;
    }
    if (drawn < RESIZED) {
      return large[server] ? Kind.SHRINK : Kind.ENLARGE;
    }
    if (drawn < TAGGED) {
      return tagged[server] ? Kind.UNTAG : Kind.TAG;
    }
    if (drawn < TUNED) {
      return tuned[server] ? Kind.UNTUNE : Kind.TUNE;
    }
    if (!running[server]) {
      return Kind.STARTUP;
    }
    return drawn < REBOOTED ? Kind.REBOOT : Kind.SHUTDOWN;
  }
}
