package io.synnefo.backend;

import io.synnefo.kernel.UtcInstant;
import jakarta.persistence.Cacheable;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A backend as it is stored. */
@Entity
@Table(name = "backend")
@Cacheable(false)
public class BackendRow {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "backend_id_seq")
  @SequenceGenerator(name = "backend_id_seq", sequenceName = "backend_id_seq", allocationSize = 1)
  @Column(name = "id")
  private long id;

  @Column(name = "name")
  private String name;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "backend_endpoint", joinColumns = @JoinColumn(name = "backend_id"))
  @OrderColumn(name = "position")
  @Column(name = "url")
  private List<String> endpoints = new ArrayList<>();

  @Column(name = "username")
  private String username;

  @Column(name = "certificate_sha256")
  private String certificateSha256;

  @Column(name = "hypervisor")
  private String hypervisor;

  @Column(name = "disk_template")
  private String diskTemplate;

  @Enumerated(EnumType.STRING)
  @Column(name = "status")
  private BackendStatus status;

  @Convert(converter = UtcInstant.class)
  @Column(name = "created_at")
  private Instant createdAt;

  @Convert(converter = UtcInstant.class)
  @Column(name = "updated_at")
  private Instant updatedAt;

  /** For JPA. */
  protected BackendRow() {}

  BackendRow(Backend backend, Instant now) {
    this.name = backend.name();
    this.status = backend.status();
    this.createdAt = now;
    take(backend, now);
  }

  /** Its end points and what goes with them are the backend's; its status is the operator's. */
  final void take(Backend backend, Instant now) {
    List<String> urls = backend.endpoints().stream().map(URI::toString).toList();
    if (!urls.equals(endpoints)) {
      endpoints.clear();
      endpoints.addAll(urls);
    }
    this.username = backend.username();
    this.certificateSha256 = backend.certificateSha256();
    this.hypervisor = backend.hypervisor();
    this.diskTemplate = backend.diskTemplate();
    this.updatedAt = now;
  }

  Backend view() {
    return new Backend(
        id,
        name,
        endpoints.stream().map(URI::create).toList(),
        username,
        certificateSha256,
        hypervisor,
        diskTemplate,
        status);
  }
}
