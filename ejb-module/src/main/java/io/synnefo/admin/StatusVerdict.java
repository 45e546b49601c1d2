package io.synnefo.admin;

import io.synnefo.admin.Hop.Link;
import io.synnefo.admin.Hop.State;
import io.synnefo.wire.ganeti.JobStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells from what became of the questions which link is at fault. Our own question, which goes to
 * the broker directly, tells whether broker and dispatcher work; so what a cluster's question adds
 * to that is the cluster's, or its daemon's.
 */
final class StatusVerdict {
  private static final String SILENT = "nothing was heard within the time";

  private StatusVerdict() {}

  /**
   * Every link, those of the clusters first.
   *
   * @param clusters by the backend's name
   * @param idle which queues are not handled here, and why: our own question passes one of them
   */
  static List<Hop> of(Question own, Map<String, Question> clusters, List<String> idle) {
    Hop broker = broker(own);
    Hop dispatcher = dispatcher(own, broker, idle);
    List<Hop> hops = new ArrayList<>();
    clusters.forEach(
        (backend, question) -> {
          Hop rapi = rapi(backend, question);
          Hop ganeti = ganeti(backend, question, rapi, broker.state() == State.OK);
          hops.addAll(List.of(rapi, ganeti, eventd(backend, question, ganeti, own)));
        });
    hops.addAll(List.of(broker, dispatcher));
    return hops;
  }

  private static Hop broker(Question own) {
    String refusal = own.refusal();
    return refusal == null
        ? Hop.ok(null, Link.BROKER, own.accepted())
        : Hop.failed(null, Link.BROKER, refusal);
  }

  private static Hop dispatcher(Question own, Hop broker, List<String> idle) {
    if (broker.state() != State.OK) {
      return Hop.unknown(null, Link.DISPATCHER, "the broker took nothing");
    }
    if (!idle.isEmpty()) {
      return Hop.failed(null, Link.DISPATCHER, String.join("; ", idle));
    }
    return own.heard() == null
        ? Hop.failed(
            null, Link.DISPATCHER, SILENT + ": does queue <prefix>-heartbeat have consumers?")
        : Hop.ok(null, Link.DISPATCHER, minus(own.heard(), own.accepted()));
  }

  private static Hop rapi(String backend, Question question) {
    String skipped = question.skipped();
    if (skipped != null) {
      return Hop.unknown(backend, Link.RAPI, skipped);
    }
    String refusal = question.refusal();
    return refusal == null
        ? Hop.ok(backend, Link.RAPI, question.accepted())
        : Hop.failed(backend, Link.RAPI, refusal);
  }

  private static Hop ganeti(String backend, Question question, Hop rapi, boolean waited) {
    if (rapi.state() != State.OK) {
      return Hop.unknown(backend, Link.GANETI, "it got no job");
    }
    String name = "job " + question.jobId();
    Question.Job job = question.job().orElse(null);
    if (job == null) {
      String why = question.jobRefusal();
      return question.heard() == null
          ? Hop.unknown(backend, Link.GANETI, why == null ? name + " is not known" : why)
          : Hop.ok(backend, Link.GANETI, null);
    }
    if (job.status() == JobStatus.SUCCESS) {
      return Hop.ok(backend, Link.GANETI, job.took());
    }
    if (!waited && !job.status().isFinal()) {
      return Hop.unknown(backend, Link.GANETI, name + " was not waited for");
    }
    String error = job.error();
    return Hop.failed(
        backend,
        Link.GANETI,
        name + " is " + job.status().word() + (error == null ? "" : ": " + error));
  }

  private static Hop eventd(String backend, Question question, Hop ganeti, Question own) {
    if (question.heard() != null) {
      return Hop.ok(backend, Link.EVENTD, minus(question.heard(), ganeti.took()));
    }
    if (ganeti.state() != State.OK) {
      return Hop.unknown(backend, Link.EVENTD, "there is nothing to tell of");
    }
    if (own.heard() == null) {
      return Hop.unknown(backend, Link.EVENTD, "what it tells is not heard");
    }
    return Hop.failed(
        backend, Link.EVENTD, "job " + question.jobId() + " has ended, and " + SILENT);
  }

  private static @Nullable Duration minus(@Nullable Duration whole, @Nullable Duration part) {
    if (whole == null || part == null) {
      return null;
    }
    Duration rest = whole.minus(part);
    return rest.isNegative() ? Duration.ZERO : rest;
  }
}
