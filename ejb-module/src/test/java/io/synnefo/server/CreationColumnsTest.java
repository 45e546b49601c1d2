package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CreationColumnsTest {
  private static final Instant ASKED = Instant.parse("2026-11-28T12:00:00Z");

  private final CreationColumns creation = new CreationColumns("req-1");

  @Test
  void theJobThatIsKnownFirstStaysWhateverIsAnsweredLater() {
    creation.record("req-1", 7);
    creation.record("req-1", 8);
    assertEquals(new DueServer.Job("req-1", 7L, ASKED), creation.job(ASKED));
  }

  @Test
  void anAnswerToAnotherRequestIsNone() {
    creation.again("req-2", 7);
    creation.record("req-1", 8);
    assertEquals(new DueServer.Job("req-2", null, ASKED), creation.job(ASKED));
    creation.record("req-2", 9);
    assertEquals(new DueServer.Job("req-2", 9L, ASKED), creation.job(ASKED));
  }
}
