package io.synnefo.ganeti;

import java.util.List;

/**
 * What a cluster says of itself: its name, its software version, the node that is master, and what
 * it lets instances use.
 */
public record ClusterInfo(
    String name,
    String uuid,
    String softwareVersion,
    String master,
    List<String> diskTemplates,
    List<String> hypervisors) {
  /** Copies the lists. */
  public ClusterInfo {
    diskTemplates = List.copyOf(diskTemplates);
    hypervisors = List.copyOf(hypervisors);
  }
}
