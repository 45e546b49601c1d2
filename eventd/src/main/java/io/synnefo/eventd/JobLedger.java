package io.synnefo.eventd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which events of the jobs under way are handed on already, and which are still unconfirmed. */
final class JobLedger {
  private final Watermark settled;
  private final Map<Long, Account> open = new HashMap<>();

  JobLedger(Watermark settled) {
    this.settled = settled;
  }

  /** Whether nothing of the job is left to publish, now or later. */
  boolean isSettled(long jobId) {
    return settled.isSettled(jobId);
  }

  /** Those of the job's events that were not handed on before; from now on they are. */
  synchronized List<Outgoing> fresh(Job job, List<Outgoing> events) {
    if (settled.isSettled(job.id())) {
      return List.of(); // its last confirm came while the file was read
    }
    Account account = open.computeIfAbsent(job.id(), id -> new Account());
    List<Outgoing> fresh = new ArrayList<>();
    for (Outgoing event : events) {
      if (account.known.add(event.id())) {
        fresh.add(event);
      }
    }
    account.unconfirmed += fresh.size();
    account.ended = job.ended();
    closeIfDone(job.id(), account);
    return fresh;
  }

  /** The broker has the event for good. */
  synchronized void confirmed(Outgoing event) {
    long jobId = Long.parseLong(event.id().split(":", -1)[1]);
    Account account = open.get(jobId);
    if (account != null) {
      account.unconfirmed--;
      closeIfDone(jobId, account);
    }
  }

  /** Forgets the jobs that are no longer in the queue; their unconfirmed events stay on the way. */
  synchronized void keepOnly(Set<Long> jobsInQueue) {
    open.entrySet()
        .removeIf(job -> job.getValue().unconfirmed == 0 && !jobsInQueue.contains(job.getKey()));
  }

  private void closeIfDone(long jobId, Account account) {
    if (account.ended && account.unconfirmed == 0) {
      open.remove(jobId);
      settled.settle(jobId);
    }
  }

  private static final class Account {
    private final Set<String> known = new HashSet<>();
    private int unconfirmed;
    private boolean ended;
  }
}
