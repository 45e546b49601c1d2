package io.synnefo.image;

import io.synnefo.image.ImageView.Format;
import io.synnefo.image.ImageView.Needs;
import io.synnefo.kernel.UtcInstant;
import jakarta.persistence.Cacheable;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** An image as it is stored. */
@Entity
@Table(name = "image")
@Cacheable(false)
public class ImageRow {
  @Id
  @Column(name = "id")
  private String id;

  @Column(name = "name")
  private String name;

  @Column(name = "os")
  private String os;

  @ElementCollection
  @CollectionTable(name = "image_parameter", joinColumns = @JoinColumn(name = "image_id"))
  @MapKeyColumn(name = "name")
  @Column(name = "content")
  private Map<String, String> parameters;

  @Column(name = "min_disk_gib")
  private int minDiskGib;

  @Column(name = "min_ram_mib")
  private int minRamMib;

  @Column(name = "size_bytes")
  private long sizeBytes;

  @Column(name = "disk_format")
  private String diskFormat;

  @Column(name = "container_format")
  private String containerFormat;

  @Column(name = "created_at")
  @Convert(converter = UtcInstant.class)
  private Instant createdAt;

  @Column(name = "updated_at")
  @Convert(converter = UtcInstant.class)
  private Instant updatedAt;

  /** For JPA. */
  protected ImageRow() {}

  ImageRow(ImageView image) {
    this.id = image.id().toString();
    this.parameters = new HashMap<>();
    this.createdAt = image.createdAt();
    take(image);
  }

  final void take(ImageView image) {
    this.name = image.name();
    this.os = image.os();
    parameters.clear();
    parameters.putAll(image.parameters());
    this.minDiskGib = image.needs().diskGib();
    this.minRamMib = image.needs().ramMib();
    this.diskFormat = image.format().disk();
    this.containerFormat = image.format().container();
    this.sizeBytes = image.format().sizeBytes();
    this.updatedAt = image.updatedAt();
  }

  String id() {
    return id;
  }

  Instant createdAt() {
    return createdAt;
  }

  ImageView view() {
    return new ImageView(
        UUID.fromString(id),
        name,
        os,
        parameters,
        new Needs(minDiskGib, minRamMib),
        new Format(diskFormat, containerFormat, sizeBytes),
        createdAt,
        updatedAt);
  }
}
