package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.server.Decision.Effect;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedEventTest {
  private static final String REQUEST = "req-00000000-0000-0000-0000-000000000000";

  /** The job of the event is 50; that of the last one that moved the server is in the table. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          STARTED,   INSTANCE_SHUTDOWN, success,  40, EXPIRED
          STARTED,   INSTANCE_SHUTDOWN, error,    40, EXPIRED
          STARTED,   INSTANCE_REMOVE,   success,  60, EXPIRED
          STARTED,   INSTANCE_SHUTDOWN, success,  60, none
          STARTED,   INSTANCE_SHUTDOWN, error,    60, none
          STARTED,   INSTANCE_SHUTDOWN, success,  50, none
          STARTED,   INSTANCE_SHUTDOWN, running,  40, none
          STARTED,   INSTANCE_CONSOLE,  success,  40, none
          BUILD,     INSTANCE_CREATE,   success,  40, EXPIRED
          DESTROYED, INSTANCE_STARTUP,  success,  40, none
          DESTROYED, INSTANCE_CREATE,   success,  40, ORPHANED
          DESTROYED, INSTANCE_CREATE,   success,  60, none
          """)
  void itIsNeverAppliedAndGanetiIsAskedWhenItWouldTellSomethingNew(
      ServerState state, String operation, String status, long last, String rule) {
    InstanceEvent event =
        Events.job(50, operation)
            .because(REQUEST + ":x")
            .is(JobStatus.ofWord(status).orElseThrow());
    InstanceEvent before = Events.job(last, "INSTANCE_STARTUP").is(event.status());
    ServerSnapshot server =
        new ServerSnapshot(
            state,
            null,
            null,
            null,
            Watermark.of(before),
            new DueServer.Job(REQUEST, 50L, null),
            SecondTry.NONE);
    Optional<Decision> expected =
        rule.equals("none")
            ? Optional.empty()
            : Optional.of(
                new Decision.Reread(Rule.valueOf(rule), Set.of(Effect.ADVANCE, Effect.FOLLOW_UP)));
    assertEquals(expected, ServerStateMachine.refused(server, event));
  }
}
