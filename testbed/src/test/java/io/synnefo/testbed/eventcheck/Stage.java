package io.synnefo.testbed.eventcheck;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.AlreadyClosedException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.awaitility.core.ConditionTimeoutException;

/** A broker, a daemon a node that has never run before, and a recorder that hears it all. */
final class Stage implements AutoCloseable {
  static final String QUEUE = "eventcheck";
  private static final System.Logger LOG = System.getLogger(Stage.class.getName());
  private static final Duration LOOK_EVERY = Duration.ofMillis(300);
  private static final Duration SOON = Duration.ofSeconds(90);

  private final Nodes nodes;
  private final Path recording;
  private final Recorder recorder;
  private final Map<Path, Integer> lastWords = new HashMap<>();
  private final List<NodeDaemon> daemons = new ArrayList<>();
  final PrivateBroker broker;

  /** Every daemon runs. */
  Stage(Nodes nodes, Path dir, int brokerNodes) throws Exception {
    this(nodes, dir, brokerNodes, List.of(1, 2, 3));
  }

  /** The daemons of these nodes run. */
  Stage(Nodes nodes, Path dir, int brokerNodes, List<Integer> started) throws Exception {
    this.nodes = nodes;
    this.recording = dir.resolve("recording");
    this.broker = new PrivateBroker(dir.resolve("rmq"), brokerNodes);
    this.recorder =
        new Recorder(
            broker.addresses(),
            broker.env("AMQP_ADMIN_USER"),
            broker.secret("AMQP_ADMIN_PASSWORD_FILE"),
            QUEUE,
            new Recording(recording));
    recorder.bind("ganeti");
    for (int node = 1; node <= Nodes.COUNT; node++) {
      daemons.add(new NodeDaemon(dir.resolve("e" + node), node, nodes, broker));
    }
    for (int node : started) {
      daemon(node).start();
    }
  }

  /** Its daemon is gone at once; what it has said by now it may have been alone to know. */
  void silence(int node) throws IOException, TimeoutException {
    daemon(node).kill();
    recorder.drain();
    lastWords.put(nodes.queue(node), new Recording(recording).read().size());
  }

  NodeDaemon daemon(int node) {
    return daemons.get(node - 1);
  }

  /** All that the files tell has arrived, and nothing else; gives up after a while and fails. */
  Verdict awaitClean() throws IOException {
    try {
      await().atMost(SOON).pollInterval(LOOK_EVERY).until(() -> look().isClean());
    } catch (ConditionTimeoutException never) {
      Verdict verdict = look();
      assertTrue(verdict.isClean(), () -> recording + "\n" + verdict.table());
    }
    return look();
  }

  private Verdict look() throws IOException {
    try {
      recorder.drain();
    } catch (IOException | TimeoutException | AlreadyClosedException notNow) {
      LOG.log(Level.DEBUG, "no broker: {0}", notNow.toString());
    }
    return EventCheck.check(nodes.cluster(), nodes.queues(), recording, lastWords);
  }

  @Override
  public void close() {
    daemons.forEach(NodeDaemon::close);
    broker.close();
  }
}
