package io.synnefo.testbed.eventcheck;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * What came out.
 *
 * @param jobs that the files know
 * @param ours what of them is to be told
 * @param messages that arrived, but for probes
 * @param again those of them whose id had come before
 * @param superseded those that tell what a dead master's files alone remember, told in time
 */
record Verdict(
    int jobs,
    int ours,
    int messages,
    int again,
    int probes,
    int superseded,
    List<Finding> findings) {
  /** Copies the findings. */
  Verdict {
    findings = List.copyOf(findings);
  }

  /** Whether nothing is wrong. */
  boolean isClean() {
    return findings.isEmpty();
  }

  /** The sum as one line. */
  String sum() {
    return String.format(
        "%d findings: %d jobs with %d events to tell of, %d messages (%d of them again, %d"
            + " superseded) and %d probes",
        findings.size(), jobs, ours, messages, again, superseded, probes);
  }

  /** For people: a line each finding, and the sum. */
  String table() {
    StringBuilder table = new StringBuilder();
    for (Finding finding : findings) {
      table.append(
          String.format(
              "%-10s job %d op %d %s: %s%n",
              finding.kind().name().toLowerCase(Locale.ROOT),
              finding.job(),
              finding.op(),
              finding.subject(),
              finding.text()));
    }
    return table.append(sum()).append(System.lineSeparator()).toString();
  }

  /** The same for programs. */
  JsonObject toJson() {
    JsonArrayBuilder list = Json.createArrayBuilder();
    findings.forEach(finding -> list.add(finding.toJson()));
    return Json.createObjectBuilder()
        .add("jobs", jobs)
        .add("ours", ours)
        .add("messages", messages)
        .add("again", again)
        .add("superseded", superseded)
        .add("probes", probes)
        .add("findings", list)
        .build();
  }
}
