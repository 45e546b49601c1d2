package io.synnefo.flavor;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A flavor as it is stored. */
@Entity
@Table(name = "flavor")
@Cacheable(false)
public class FlavorRow {
  @Id
  @Column(name = "id")
  private String id;

  @Column(name = "name")
  private String name;

  @Column(name = "vcpus")
  private int vcpus;

  @Column(name = "ram_mib")
  private int ramMib;

  @Column(name = "disk_gib")
  private int diskGib;

  /** For JPA. */
  protected FlavorRow() {}

  FlavorRow(Flavor flavor) {
    this.id = flavor.id();
    take(flavor);
  }

  final void take(Flavor flavor) {
    this.name = flavor.name();
    this.vcpus = flavor.vcpus();
    this.ramMib = flavor.ramMib();
    this.diskGib = flavor.diskGib();
  }

  Flavor view() {
    return new Flavor(id, name, vcpus, ramMib, diskGib);
  }
}
