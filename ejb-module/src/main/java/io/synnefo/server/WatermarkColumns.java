package io.synnefo.server;

import io.synnefo.kernel.UtcInstant;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/** A {@link Watermark} as it is stored with its server; there is none while all are null. */
@Embeddable
public class WatermarkColumns {
  @Column(name = "last_job_id")
  private long jobId;

  @Column(name = "last_op_index")
  private int opIndex;

  @Convert(converter = UtcInstant.class)
  @Column(name = "last_event_at")
  private Instant at;

  /** For JPA. */
  protected WatermarkColumns() {}

  WatermarkColumns(Watermark watermark) {
    this.jobId = watermark.jobId();
    this.opIndex = watermark.opIndex();
    this.at = watermark.at();
  }

  Watermark watermark() {
    return new Watermark(jobId, opIndex, at);
  }
}
