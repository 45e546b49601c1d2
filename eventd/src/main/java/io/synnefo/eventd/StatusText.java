package io.synnefo.eventd;

import io.synnefo.wire.text.PrometheusText;
import io.synnefo.wire.text.PrometheusText.Kind;
import io.synnefo.wire.text.PrometheusText.Label;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The daemon's status for people, for programs and for Prometheus. */
final class StatusText {
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private StatusText() {}

  /** On one line. */
  static String json(DaemonStatus status) {
    JsonObjectBuilder out =
        JSON.createObjectBuilder()
            .add("healthy", status.healthy())
            .add("problems", JSON.createArrayBuilder(status.problems()))
            .add("version", status.version())
            .add("node", status.node())
            .add("now", status.now().toString())
            .add("started", status.started().toString())
            .add("role", status.role().role().name())
            .add("master", status.role().master())
            .add("why", status.role().why())
            .add("cluster_uuid", status.cluster());
    DutyStatus duty = status.duty();
    out.add("watermark", duty.watermark())
        .add("settled", duty.settled())
        .add("open_jobs", duty.openJobs())
        .add("missing", duty.missing())
        .add("missing_count", duty.missingCount())
        .add("scanning", duty.scanning())
        .add("fetched", status.fetch().kept())
        .add("not_fetched", status.fetch().missing())
        .add("not_fetched_count", status.fetch().missingCount());
    JsonArrayBuilder lanes = JSON.createArrayBuilder();
    status.lanes().forEach(lane -> lanes.add(lane(lane, status.now())));
    JsonObjectBuilder bad = JSON.createObjectBuilder();
    status.badFiles().forEach((job, why) -> bad.add(job.toString(), why));
    Tally.Counts counts = status.counts();
    return out.add("keys", lanes)
            .add("jobs_read", counts.jobsRead())
            .add("events", counts.events())
            .add("foreign", counts.foreign())
            .add("overflows", counts.overflows())
            .add("scans", counts.scans())
            .add("bad_files_count", status.badCount())
            .add("bad_files", bad)
            .build()
        + "\n";
  }

  private static JsonObjectBuilder lane(LaneStatus lane, Instant now) {
    JsonObjectBuilder out =
        JSON.createObjectBuilder()
            .add("key", lane.key())
            .add("spooled", lane.depth())
            .add("spool_bytes", lane.bytes())
            .add("in_flight", lane.inFlight())
            .add("confirmed", lane.confirmed())
            .add("refused", lane.refused())
            .add("fault", lane.fault())
            .add("lag_seconds", seconds(lane, now));
    text(out, "last_confirm", lane.lastConfirm());
    text(out, "last_event_time", lane.lastEventAt());
    text(out, "last_event_id", lane.lastEventId());
    return out;
  }

  private static void text(JsonObjectBuilder out, String key, @Nullable Object value) {
    if (value == null) {
      out.addNull(key);
    } else {
      out.add(key, value.toString());
    }
  }

  /** For how long events wait and none of them is confirmed; else 0. */
  private static double seconds(LaneStatus lane, Instant now) {
    Instant since = lane.waitingSince();
    Instant last = lane.lastConfirm();
    if (last != null && last.isAfter(since)) {
      since = last;
    }
    return lane.depth() == 0 ? 0 : Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
  }

  /** A few lines. */
  static String table(DaemonStatus status) {
    StringBuilder out = new StringBuilder();
    line(out, "synnefo-eventd", status.version() + ", since " + status.started());
    line(out, "health", status.healthy() ? "well" : "needs an operator");
    status.problems().forEach(problem -> line(out, "", problem));
    line(out, "role", status.role().role() + ": " + status.role().why());
    jobs(out, status);
    Tally.Counts counts = status.counts();
    line(
        out,
        "read",
        "%d job files, %d events, %d names of others"
            .formatted(counts.jobsRead(), counts.events(), counts.foreign()));
    status.badFiles().forEach((job, why) -> line(out, "bad file", why));
    for (LaneStatus lane : status.lanes()) {
      line(
          out,
          lane.key(),
          "%d wait, %d confirmed%s%s"
              .formatted(
                  lane.depth(),
                  lane.confirmed(),
                  lane.lastConfirm() == null
                      ? ""
                      : ", the last " + lane.lastEventId() + " at " + lane.lastConfirm(),
                  lane.fault().isEmpty() ? "" : "; " + lane.fault()));
    }
    return out.toString();
  }

  private static void jobs(StringBuilder out, DaemonStatus status) {
    DutyStatus duty = status.duty();
    if (status.role().role() == Mastership.Role.ACTIVE) {
      line(
          out,
          "jobs",
          "up to %d, %d under way%s"
              .formatted(duty.watermark(), duty.openJobs(), duty.scanning() ? ", scanning" : ""));
      line(
          out,
          "missing",
          duty.missingCount() == 0 ? "none" : duty.missingCount() + ": " + duty.missing());
    }
    FetchStatus fetch = status.fetch();
    if (fetch.kept() > 0 || fetch.missingCount() > 0) {
      line(
          out,
          "fetched",
          fetch.kept()
              + " jobs that this node never got"
              + (fetch.missingCount() == 0
                  ? ""
                  : "; not had: " + fetch.missingCount() + ": " + fetch.missing()));
    }
  }

  private static void line(StringBuilder out, String head, String text) {
    out.append("%-30s %s%n".formatted(head, text));
  }

  /** As Prometheus reads it. */
  static String metrics(DaemonStatus status) {
    PrometheusText out = new PrometheusText("synnefo_eventd_");
    out.gauge("up", "whether nothing needs an operator", status.healthy() ? 1 : 0);
    boolean active = status.role().role() == Mastership.Role.ACTIVE;
    out.gauge("active", "whether this node's jobs are published", active ? 1 : 0);
    out.gauge("watermark_job", "highest job dealt with", status.duty().watermark());
    out.gauge("open_jobs", "jobs under way", status.duty().openJobs());
    out.gauge("missing_jobs", "jobs without a file here", status.duty().missingCount());
    out.gauge("fetched_jobs", "jobs never got, kept for a fail-over", status.fetch().kept());
    out.gauge("not_fetched_jobs", "jobs never got, not kept", status.fetch().missingCount());
    out.gauge("bad_files", "job files that cannot be used", status.badCount());
    Tally.Counts counts = status.counts();
    out.counter("jobs_read_total", "job files read", counts.jobsRead());
    out.counter("events_total", "events put into the spool", counts.events());
    out.counter("foreign_total", "names that are not ours", counts.foreign());
    out.counter("overflows_total", "times changes went unnoticed", counts.overflows());
    out.counter("scans_total", "scans of queue and archive", counts.scans());
    lanes(out, "spooled_events", Kind.GAUGE, status, LaneStatus::depth);
    lanes(out, "spool_bytes", Kind.GAUGE, status, LaneStatus::bytes);
    lanes(out, "in_flight", Kind.GAUGE, status, LaneStatus::inFlight);
    lanes(out, "confirmed_total", Kind.COUNTER, status, LaneStatus::confirmed);
    lanes(out, "refused_total", Kind.COUNTER, status, LaneStatus::refused);
    lanes(out, "lag_seconds", Kind.GAUGE, status, lane -> seconds(lane, status.now()));
    lanes(
        out,
        "last_confirm_timestamp_seconds",
        Kind.GAUGE,
        status,
        lane -> epoch(lane.lastConfirm()));
    lanes(
        out, "last_event_timestamp_seconds", Kind.GAUGE, status, lane -> epoch(lane.lastEventAt()));
    return out.text();
  }

  /** One sample a routing key. */
  private static void lanes(
      PrometheusText out,
      String name,
      Kind kind,
      DaemonStatus status,
      Function<LaneStatus, Number> value) {
    out.family(name, kind, "of each routing key");
    for (LaneStatus lane : status.lanes()) {
      out.sample(List.of(new Label("key", lane.key())), value.apply(lane));
    }
  }

  private static double epoch(@Nullable Instant time) {
    return time == null ? 0 : time.toEpochMilli() / 1000.0;
  }
}
