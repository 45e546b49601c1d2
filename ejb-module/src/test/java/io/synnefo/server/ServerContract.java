package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import io.synnefo.wire.ganeti.OpState;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What the tests of servers ask and do. */
abstract class ServerContract {
  static final Duration A_MINUTE = Duration.ofSeconds(61);

  /** Without servers, on the database of the test. */
  abstract Cloud cloud();

  static FaultCode faultOf(Runnable action) {
    return assertThrows(Fault.class, action::run).code();
  }

  static String apiStatus(Cloud cloud, UUID id) {
    ServerView view = cloud.show(id);
    return view.state().apiName(view.task());
  }

  static void destroy(Cloud cloud, UUID id, JobStatus status) {
    cloud.destroyServer.destroy(Cloud.someone(), id);
    cloud.happens(cloud.ganeti.lastJob(), status);
    cloud.followUp();
    assertEquals(FaultCode.ITEM_NOT_FOUND, faultOf(() -> cloud.show(id)));
  }

  static void sweepAfter(Cloud cloud, Duration time) {
    cloud.pass(time);
    cloud.sweep();
  }

  static List<DueServers.Waiting> dueAfter(Cloud cloud, Duration time) {
    cloud.pass(time);
    return cloud.dueServers.due(10);
  }

  static long serverId(Cloud cloud) {
    String instance = cloud.ganeti.created.get(cloud.ganeti.created.size() - 1).name();
    return Long.parseLong(instance.substring("snf-".length()));
  }

  /** As the old daemon would have said it. */
  static InstanceEvent withoutId(InstanceEvent event) {
    OpState op =
        new OpState(
            null,
            event.cluster(),
            event.jobId(),
            0,
            event.operation(),
            event.status(),
            event.eventTime(),
            event.logMessage(),
            event.result(),
            List.of());
    return new InstanceEvent(op, event.instance(), event.jobFields(), event.tags());
  }
}
