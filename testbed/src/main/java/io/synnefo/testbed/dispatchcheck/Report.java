package io.synnefo.testbed.dispatchcheck;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What came out.
 *
 * @param jobs that the files know
 * @param servers that the cloud knows
 * @param events that had to be on record
 * @param applied that are in the history
 * @param open servers of which the files alone do not tell all
 */
record Report(int jobs, int servers, int events, int applied, int open, List<Finding> findings) {
  /** Copies the findings. */
  Report {
    findings = List.copyOf(findings);
  }

  /** As this, with other findings. */
  Report with(List<Finding> others) {
    return new Report(jobs, servers, events, applied, open, others);
  }

  /** Whether nothing is wrong. */
  boolean isClean() {
    return findings.isEmpty();
  }

  /** The sum as one line. */
  String sum() {
    return String.format(
        "%d findings: %d jobs with %d ends to be on record, %d servers, %d events in their history,"
            + " %d servers left open by the files",
        findings.size(), jobs, events, servers, applied, open);
  }

  /** For people: a line each finding, and the sum. */
  String table() {
    return findings.stream()
        .map(finding -> finding.line() + System.lineSeparator())
        .collect(Collectors.joining("", "", sum() + System.lineSeparator()));
  }
}
