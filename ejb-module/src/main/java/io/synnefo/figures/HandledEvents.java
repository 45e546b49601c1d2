package io.synnefo.figures;

import io.synnefo.kernel.EventOutcome;
import io.synnefo.wire.text.PrometheusText;
import io.synnefo.wire.text.PrometheusText.Kind;
import io.synnefo.wire.text.PrometheusText.Label;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What this instance's events amounted to and how late they were, by queue, since the deployment.
 * Only what has committed counts.
 */
@ApplicationScoped
public class HandledEvents {
  @Inject Clock clock;

  /** As many as the queue configuration has. */
  private final Map<String, Tally> byQueue = new ConcurrentSkipListMap<>();

  /** The event counts. */
  public void onCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) EventHandled handled) {
    Tally tally = byQueue.computeIfAbsent(handled.queue(), queue -> new Tally());
    tally.count(handled.outcome());
    if (isNews(handled.outcome())) {
      tally.lag(Duration.between(handled.at(), clock.instant()));
    }
  }

  /** An old event that comes again, from a new master's scan say, tells nothing of our speed. */
  private static boolean isNews(EventOutcome outcome) {
    return outcome == EventOutcome.APPLIED || outcome == EventOutcome.IGNORED;
  }

  /** The families of figures are written. */
  public void write(PrometheusText out) {
    out.family("events_total", Kind.COUNTER, "events whose transaction committed, by outcome");
    byQueue.forEach(
        (queue, tally) -> {
          for (EventOutcome outcome : EventOutcome.values()) {
            Label kind = new Label("outcome", outcome.word());
            out.sample(List.of(new Label("queue", queue), kind), tally.of(outcome));
          }
        });
    out.family(
        "event_lag_seconds",
        Kind.HISTOGRAM,
        "from Ganeti's record of a new event to the commit of its effect");
    byQueue.forEach((queue, tally) -> tally.writeLags(out, List.of(new Label("queue", queue))));
  }
}
