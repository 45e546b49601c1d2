package io.synnefo.server;

import io.synnefo.kernel.UtcInstant;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The horizon and its sweep, as they are stored: one row. */
@Entity
@Table(name = "inbox_horizon")
@Cacheable(false)
public class HorizonRow {
  static final int ID = 1;

  @Id
  @Column(name = "id")
  private int id;

  @Convert(converter = UtcInstant.class)
  @Column(name = "horizon")
  private Instant horizon;

  @Column(name = "held_by")
  private @Nullable String heldBy;

  @Convert(converter = UtcInstant.class)
  @Column(name = "due_at")
  private Instant dueAt;

  @Convert(converter = UtcInstant.class)
  @Column(name = "claimed_until")
  private @Nullable Instant claimedUntil;

  @Convert(converter = UtcInstant.class)
  @Column(name = "begun_at")
  private @Nullable Instant begunAt;

  @Convert(converter = UtcInstant.class)
  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  @Column(name = "forgotten")
  private long forgotten;

  /** For JPA. */
  protected HorizonRow() {}

  Instant horizon() {
    return horizon;
  }

  boolean isDue(Instant now) {
    return !dueAt.isAfter(now);
  }

  boolean isClaimed(Instant now) {
    return claimedUntil != null && claimedUntil.isAfter(now);
  }

  void begin(Instant now, Instant until) {
    this.claimedUntil = until;
    this.begunAt = now;
    this.endedAt = null;
    this.forgotten = 0;
  }

  void raise(HorizonVerdict verdict, Instant until) {
    this.horizon = verdict.horizon();
    this.heldBy = verdict.heldBy();
    this.claimedUntil = until;
  }

  void forgot(int more, Instant until) {
    this.forgotten += more;
    this.claimedUntil = until;
  }

  /** It has ended, and another one is due then. */
  void end(Instant now, Instant nextDue) {
    this.claimedUntil = null;
    this.endedAt = now;
    this.dueAt = nextDue;
  }

  /** It did not get to its end. */
  void abandon() {
    this.claimedUntil = null;
  }

  HorizonView view(Instant now, @Nullable Instant oldest) {
    HorizonView.Sweep last =
        begunAt == null ? null : new HorizonView.Sweep(begunAt, endedAt, forgotten);
    return new HorizonView(horizon, heldBy, oldest, isClaimed(now), last, dueAt);
  }
}
