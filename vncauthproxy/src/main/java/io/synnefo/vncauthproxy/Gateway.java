package io.synnefo.vncauthproxy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The one port of all consoles that have a token: who comes there, and which sessions there are.
 * For any thread.
 */
final class Gateway {
  /**
   * Who have shown no token yet, or are being told why they are refused; with one more, who has
   * been at it for the longest must go.
   */
  static final int MOST_GUESTS = 1024;

  final Sessions<Console> sessions;
  final Duration patience;
  private final Newcomers<Guest> guests = new Newcomers<>(MOST_GUESTS, Guest::makeRoom);
  private final Map<CloseCode, LongAdder> refused = new EnumMap<>(CloseCode.class);
  private volatile GatewayRules rules;

  /**
   * Patience is that with a guest until his WebSocket speaks, and again until his token is there.
   */
  Gateway(GatewayRules rules, Duration patience, Projects projects) {
    this.rules = rules;
    this.patience = patience;
    this.sessions = new Sessions<>(projects, System::nanoTime);
    for (CloseCode code : CloseCode.values()) {
      refused.put(code, new LongAdder());
    }
  }

  GatewayRules rules() {
    return rules;
  }

  /** Origins and URL are those from now on; where it listens stays. */
  void reload(GatewayRules now) {
    GatewayRules was = rules;
    boolean same = now.listen().equals(was.listen()) && now.tls() == was.tls();
    GatewayRules told = same ? now : was;
    rules = new GatewayRules(was.listen(), was.tls(), told.url(), told.host(), now.origins());
  }

  /** Somebody has come; {@code gone} is run once he is no guest any more. */
  void receive(Loop loop, Stream stream, Runnable gone) {
    Guest guest = new Guest(loop, stream, this, gone);
    guests.came(guest);
    guest.start();
  }

  void left(Guest guest) {
    guests.left(guest);
  }

  void countRefused(CloseCode why) {
    adder(why).increment();
  }

  private LongAdder adder(CloseCode why) {
    LongAdder adder = refused.get(why);
    if (adder == null) {
      throw new IllegalStateException("all are there from the beginning");
    }
    return adder;
  }

  /** Viewers that were refused so far. */
  Map<CloseCode, Long> refused() {
    Map<CloseCode, Long> counts = new EnumMap<>(CloseCode.class);
    for (CloseCode code : CloseCode.values()) {
      counts.put(code, adder(code).sum());
    }
    return counts;
  }

  /** Whether somebody is there who is at no console yet. For any thread. */
  boolean hasGuests() {
    return !guests.all().isEmpty();
  }

  /** Whoever is there and not at a console yet is told that the proxy stops. */
  void stop() {
    guests.all().forEach(guest -> guest.stop(CloseCode.STOPPING));
  }
}
