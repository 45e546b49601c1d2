package io.synnefo.server;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One entry of a server's metadata, as it is stored. */
@Entity
@Table(name = "server_metadata")
@Cacheable(false)
@IdClass(MetadataRow.Key.class)
public class MetadataRow {
  @Id
  @Column(name = "server_id")
  private long serverId;

  @Id
  @Column(name = "meta_key")
  private String key;

  @Column(name = "meta_value")
  private String value;

  /** For JPA. */
  protected MetadataRow() {}

  MetadataRow(long serverId, String key, String value) {
    this.serverId = serverId;
    this.key = key;
    this.value = value;
  }

  long serverId() {
    return serverId;
  }

  String key() {
    return key;
  }

  String value() {
    return value;
  }

  /** The primary key. */
  public static final class Key implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private long serverId;
    private @Nullable String key;

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && serverId == that.serverId
          && Objects.equals(key, that.key);
    }

    @Override
    public int hashCode() {
      return Objects.hash(serverId, key);
    }
  }
}
