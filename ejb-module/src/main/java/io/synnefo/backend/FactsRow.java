package io.synnefo.backend;

import io.synnefo.ganeti.ClusterInfo;
import io.synnefo.kernel.UtcInstant;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a cluster told, as it is stored. */
@Entity
@Table(name = "backend_facts")
@Cacheable(false)
public class FactsRow {
  private static final int LONGEST_PROBLEM = 1000;

  @Id
  @Column(name = "backend_id")
  private long backendId;

  @Convert(converter = UtcInstant.class)
  @Column(name = "due_at")
  private Instant dueAt;

  @Convert(converter = UtcInstant.class)
  @Column(name = "told_at")
  private @Nullable Instant toldAt;

  @Column(name = "problem")
  private @Nullable String problem;

  @Column(name = "cluster_name")
  private @Nullable String clusterName;

  @Column(name = "cluster_uuid")
  private @Nullable String clusterUuid;

  @Column(name = "software_version")
  private String softwareVersion = "";

  @Column(name = "master")
  private String master = "";

  @Column(name = "disk_templates")
  private String diskTemplates = "";

  @Column(name = "hypervisors")
  private String hypervisors = "";

  @Column(name = "nodes")
  private int nodes;

  @Column(name = "nodes_in_use")
  private int nodesInUse;

  @Column(name = "vcpus")
  private int vcpus;

  @Column(name = "memory_total_mib")
  private long memoryTotalMib;

  @Column(name = "memory_free_mib")
  private long memoryFreeMib;

  @Column(name = "disk_total_mib")
  private long diskTotalMib;

  @Column(name = "disk_free_mib")
  private long diskFreeMib;

  @Column(name = "instances")
  private int instances;

  /** For JPA. */
  protected FactsRow() {}

  /** Nothing is known, and it is due. */
  FactsRow(long backendId, Instant now) {
    this.backendId = backendId;
    this.dueAt = now;
  }

  Instant dueAt() {
    return dueAt;
  }

  void due(Instant at) {
    this.dueAt = at;
  }

  /** Whether it may be that cluster. */
  boolean isOf(@Nullable String uuid, String name) {
    return clusterUuid == null || clusterUuid.equals(uuid) || name.equals(clusterName);
  }

  /** Whether the cluster has ever told what it is. */
  boolean isTold() {
    return clusterUuid != null;
  }

  @Nullable String problem() {
    return problem;
  }

  void failed(String why) {
    problem = why.length() <= LONGEST_PROBLEM ? why : why.substring(0, LONGEST_PROBLEM);
  }

  void take(ClusterInfo cluster, Capacity capacity, Instant now) {
    toldAt = now;
    problem = null;
    clusterName = cluster.name();
    clusterUuid = cluster.uuid();
    softwareVersion = cluster.softwareVersion();
    master = cluster.master();
    diskTemplates = String.join(",", cluster.diskTemplates());
    hypervisors = String.join(",", cluster.hypervisors());
    nodes = capacity.nodes();
    nodesInUse = capacity.nodesInUse();
    vcpus = capacity.vcpus();
    memoryTotalMib = capacity.memoryTotalMib();
    memoryFreeMib = capacity.memoryFreeMib();
    diskTotalMib = capacity.diskTotalMib();
    diskFreeMib = capacity.diskFreeMib();
    instances = capacity.instances();
  }

  BackendView view(Backend backend) {
    String name = clusterName;
    String uuid = clusterUuid;
    if (name == null || uuid == null) {
      return new BackendView(backend, null, null, null, problem);
    }
    return new BackendView(
        backend,
        new BackendView.Cluster(
            name, uuid, softwareVersion, master, words(diskTemplates), words(hypervisors)),
        new Capacity(
            nodes,
            nodesInUse,
            vcpus,
            memoryTotalMib,
            memoryFreeMib,
            diskTotalMib,
            diskFreeMib,
            instances),
        toldAt,
        problem);
  }

  private static List<String> words(String text) {
    return Stream.of(text.split(",", -1)).filter(word -> !word.isEmpty()).toList();
  }
}
