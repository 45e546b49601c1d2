package io.synnefo.vncauthproxy;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the proxy fares at one moment.
 *
 * @param gateway null: there is none
 * @param problems what needs an operator, each in a line
 */
record ProxyStatus(
    String version,
    Instant started,
    int consoles,
    int mostConsoles,
    int freePorts,
    int ports,
    int users,
    Counts counts,
    @Nullable AtGateway gateway,
    List<String> problems) {
  ProxyStatus {
    problems = List.copyOf(problems);
  }

  /** What has been so far; see {@link Tally}. */
  record Counts(
      long requests,
      long refused,
      long opened,
      long entered,
      long turnedAway,
      long nobodyCame,
      long bytes) {
    static Counts of(Tally tally) {
      return new Counts(
          tally.requests.sum(),
          tally.refused.sum(),
          tally.opened.sum(),
          tally.entered.sum(),
          tally.turnedAway.sum(),
          tally.nobodyCame.sum(),
          tally.bytes.sum());
    }
  }

  /**
   * The gateway's sessions.
   *
   * @param waiting for a viewer
   * @param live with one
   * @param refused viewers so far, by the reason
   */
  record AtGateway(long waiting, long live, Map<CloseCode, Long> refused) {
    AtGateway {
      refused = new EnumMap<>(refused);
    }

    static AtGateway of(List<ConsoleView> consoles, Map<CloseCode, Long> refused) {
      return new AtGateway(
          count(consoles, ConsoleView.State.WAITING),
          count(consoles, ConsoleView.State.LIVE),
          refused);
    }

    private static long count(List<ConsoleView> consoles, ConsoleView.State state) {
      return consoles.stream().filter(c -> c.grant() != null && c.state() == state).count();
    }
  }

  boolean isHealthy() {
    return problems.isEmpty();
  }

  /** As systemd shows it. */
  String line() {
    return isHealthy() ? consoles + " consoles" : String.join("; ", problems);
  }
}
