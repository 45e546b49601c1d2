package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatermarkTest {
  private static final InstanceEvent EVENT =
      Events.job(10, "INSTANCE_STARTUP").op(2).is(JobStatus.SUCCESS);

  /** Each cell of position by time, and positions that only the opcode's index tells apart. */
  @ParameterizedTest(name = "job {0} opcode {1} {2} s later: {3}")
  @CsvSource({
    " 1,  0,  1, LATER",
    " 1,  0,  0, LATER",
    " 1,  0, -1, CONFLICT",
    " 0,  0,  1, LATER",
    " 0,  0,  0, SAME",
    " 0,  0, -1, EARLIER",
    "-1,  0,  1, CONFLICT",
    "-1,  0,  0, EARLIER",
    "-1,  0, -1, EARLIER",
    " 0,  1,  0, LATER",
    " 0, -1,  0, EARLIER",
    " 1, -1,  1, LATER",
  })
  void anEventStandsByItsPositionAndItsTime(
      int job, int opcode, int seconds, Watermark.Order order) {
    Instant at = EVENT.eventTime().minusSeconds(seconds);
    Watermark watermark = new Watermark(EVENT.jobId() - job, EVENT.opIndex() - opcode, at);
    assertEquals(order, watermark.orderOf(EVENT));
  }
}
