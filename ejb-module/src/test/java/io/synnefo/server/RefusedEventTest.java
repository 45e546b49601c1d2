package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.server.Decision.Effect;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedEventTest {
  private static final String REQUEST = "req-00000000-0000-0000-0000-000000000000";
  private static final long JOB = 50;

  /**
   * A server, with the task that is the event's job's; the event, with the code of its error; the
   * job of the last one that moved the server; by which rule it would be applied, and is refused.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          BUILD           | INSTANCE_CREATE success     | 40 | CREATED       | EXPIRED
          BUILD           | INSTANCE_CREATE success     | 60 | OUT_OF_ORDER  | EXPIRED
          BUILD BUILD     | INSTANCE_CREATE error       | 40 | CREATE_FAILED | EXPIRED
          BUILD           | INSTANCE_CREATE error       | 40 | FAILED        | none
          BUILD BUILD     | INSTANCE_CREATE error temp_insufficient_resources | 40 | CREATE_AGAIN  | EXPIRED
          BUILD           | INSTANCE_SHUTDOWN error     | 40 | FAILED        | EXPIRED
          STOPPED         | INSTANCE_STARTUP success    | 40 | STARTED       | EXPIRED
          STARTED         | INSTANCE_REBOOT success     | 40 | REBOOTED      | EXPIRED
          STARTED         | INSTANCE_SHUTDOWN success   | 40 | STOPPED       | EXPIRED
          STARTED         | INSTANCE_SHUTDOWN success   | 50 | STALE         | none
          STARTED         | INSTANCE_SHUTDOWN success   | 60 | STALE         | none
          STARTED STOP    | INSTANCE_SHUTDOWN success   | 60 | STALE         | none
          STARTED         | INSTANCE_SHUTDOWN error     | 40 | FAILED        | EXPIRED
          STARTED         | INSTANCE_SHUTDOWN error     | 60 | FAILED        | none
          STARTED         | INSTANCE_SHUTDOWN canceled  | 40 | FAILED        | none
          STARTED         | INSTANCE_SHUTDOWN running   | 40 | PROGRESS      | none
          STARTED         | INSTANCE_REMOVE success     | 60 | REMOVED       | EXPIRED
          STARTED DESTROY | INSTANCE_REMOVE error       | 60 | REMOVE_FAILED | EXPIRED
          STARTED         | INSTANCE_CONSOLE success    | 40 | STATELESS     | none
          STARTED         | INSTANCE_SET_PARAMS success | 40 | STATELESS     | none
          STARTED         | INSTANCE_RENAME success     | 40 | UNTRACKED     | none
          STARTED         | INSTANCE_RENAME running     | 40 | UNTRACKED     | none
          DESTROYED       | INSTANCE_STARTUP success    | 40 | GONE          | none
          DESTROYED       | INSTANCE_CREATE success     | 40 | ORPHANED      | ORPHANED
          DESTROYED       | INSTANCE_CREATE success     | 60 | GONE          | none
          """)
  void itIsNeverAppliedAndGanetiIsAskedWhenItWouldTellSomethingNew(
      String known, String told, long last, Rule applied, @Nullable Rule refused) {
    ServerSnapshot server = server(known.split(" ", -1), last);
    InstanceEvent event = event(told.split(" ", -1));
    assertEquals(applied, ServerStateMachine.decide(server, event).rule());
    Optional<Decision> expected =
        Optional.ofNullable(refused)
            .map(rule -> new Decision.Reread(rule, Set.of(Effect.ADVANCE, Effect.FOLLOW_UP)));
    assertEquals(expected, ServerStateMachine.refused(server, event));
  }

  private static ServerSnapshot server(String[] words, long last) {
    boolean busy = words.length > 1;
    return new ServerSnapshot(
        ServerState.valueOf(words[0]),
        busy ? ServerTask.valueOf(words[1]) : null,
        busy ? JOB : null,
        null,
        Watermark.of(Events.job(last, "INSTANCE_STARTUP").is(JobStatus.SUCCESS)),
        new DueServer.Job(REQUEST, JOB, null),
        new SecondTry(true, null));
  }

  private static InstanceEvent event(String[] words) {
    JsonValue result = words.length > 2 ? Events.error(words[2]) : JsonValue.NULL;
    return Events.job(JOB, words[0])
        .because(REQUEST + ":x")
        .is(JobStatus.ofWord(words[1]).orElseThrow(), result);
  }
}
