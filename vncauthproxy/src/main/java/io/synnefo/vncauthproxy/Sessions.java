package io.synnefo.vncauthproxy;

import io.synnefo.wire.vnc.GatewayGrant;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's sessions by name, and their tokens by hash, each of which opens once. What became
 * of a token is remembered for a while, so that who shows it too late learns why. For any thread.
 */
final class Sessions<C> {
  /** Tokens that are remembered. */
  static final int MOST_PAST = 10_000;

  /** How long they are. */
  static final Duration MEMORY = Duration.ofMinutes(10);

  private final Map<String, C> named = new HashMap<>();
  private final Map<String, Waiting<C>> waiting = new HashMap<>();
  private final LinkedHashMap<String, Past> past = new LinkedHashMap<>(); // the eldest first
  private final Projects projects;
  private final LongSupplier nanos;

  private record Waiting<C>(C console, String project, String server) {}

  private record Past(CloseCode why, long nanos) {}

  /** One of them is there. */
  record Found<C>(@Nullable C console, @Nullable CloseCode refused) {}

  Sessions(Projects projects, LongSupplier nanos) {
    this.projects = projects;
    this.nanos = nanos;
  }

  /** The session has its name until {@link #end}; if it may not, why, else empty. */
  synchronized String admit(GatewayGrant grant, C console) {
    if (named.containsKey(grant.session())) {
      return "Session " + grant.session() + " is there already";
    }
    named.put(grant.session(), console);
    return "";
  }

  /** Its token opens from now on; false: a token of that hash waits, or has been here before. */
  synchronized boolean open(GatewayGrant grant, String project, C console) {
    return fate(grant.tokenHash()) == CloseCode.UNKNOWN
        && waiting.putIfAbsent(grant.tokenHash(), new Waiting<>(console, project, grant.server()))
            == null;
  }

  /**
   * The console that the token opens, once: whoever else shows it is told that it is used.
   *
   * @param server whose screen is expected; with another one's the token stays good. Null: any
   */
  synchronized Found<C> redeem(String hash, @Nullable String server) {
    Waiting<C> found = waiting.get(hash);
    if (found == null) {
      return new Found<>(null, fate(hash));
    }
    if (server != null && !server.equalsIgnoreCase(found.server)) {
      return new Found<>(null, CloseCode.OTHER_SERVER);
    }
    if (projects.isCrowded(found.project)) { // the limit is lower than when it was admitted
      return new Found<>(null, CloseCode.CROWDED);
    }
    retire(hash, CloseCode.USED);
    return new Found<>(found.console, null);
  }

  /**
   * The console's token opens nothing any more; false: it did not, as somebody has come with it, or
   * another console has it.
   */
  synchronized boolean retire(GatewayGrant grant, C console, CloseCode why) {
    Waiting<C> found = waiting.get(grant.tokenHash());
    if (found == null || !found.console.equals(console)) {
      return false;
    }
    retire(grant.tokenHash(), why);
    return true;
  }

  private void retire(String hash, CloseCode why) {
    waiting.remove(hash);
    past.put(hash, new Past(why, nanos.getAsLong()));
    Iterator<Past> eldest = past.values().iterator();
    while (eldest.hasNext()) {
      Past one = eldest.next();
      if (past.size() <= MOST_PAST && !isForgotten(one)) {
        break;
      }
      eldest.remove();
    }
  }

  private CloseCode fate(String hash) {
    Past found = past.get(hash);
    return found == null || isForgotten(found) ? CloseCode.UNKNOWN : found.why;
  }

  private boolean isForgotten(Past one) {
    return nanos.getAsLong() - one.nanos > MEMORY.toNanos();
  }

  /** The session is no more. */
  synchronized void end(GatewayGrant grant) {
    named.remove(grant.session());
  }

  synchronized Optional<C> named(String session) {
    return Optional.ofNullable(named.get(session));
  }

  /** Tokens that are remembered. */
  synchronized int past() {
    return past.size();
  }
}
