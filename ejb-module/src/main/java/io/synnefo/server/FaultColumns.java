package io.synnefo.server;

import io.synnefo.kernel.UtcInstant;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/** A {@link ServerFault} as it is stored beside its server; there is none while all are null. */
@Embeddable
public class FaultColumns {
  @Column(name = "fault_code")
  private int code;

  @Column(name = "fault_message")
  private String message;

  @Convert(converter = UtcInstant.class)
  @Column(name = "fault_at")
  private Instant at;

  /** For JPA. */
  protected FaultColumns() {}

  FaultColumns(ServerFault fault) {
    this.code = fault.code();
    this.message = fault.message();
    this.at = fault.at();
  }

  ServerFault fault() {
    return new ServerFault(code, message, at);
  }
}
