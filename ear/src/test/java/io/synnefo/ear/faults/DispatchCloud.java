package io.synnefo.ear.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.AMQP.Queue.DeclareOk;
import io.synnefo.ganeti.HttpRapiClient;
import io.synnefo.settings.RapiSettings;
import io.synnefo.testbed.dispatchcheck.DispatchCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some WildFlys with the EAR, none of which knows of another, and what they share: brokers, a
 * PostgreSQL, and a Ganeti with its event daemon: a simulated one, unless told otherwise.
 */
final class DispatchCloud {
  /** Where events of instances are. */
  static final String QUEUE = "snf-events-op";

  /** Of each WildFly. */
  static final int SESSIONS = 8;

  /** The least there may be: what is owed at the end of a storm is waited for so long. */
  private static final Duration SUBMIT_TIMEOUT = RapiSettings.DEFAULT_TIMEOUT.plusSeconds(31);

  private static final String RAPI_SECRET = "synnefo.rapi.password.ganeti1";
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Path root;
  private final Path directory;
  private final ShellScript broker;
  private final ShellScript database;
  private final List<ShellScript> servers;
  private final List<EventDaemonProcess> daemons = new ArrayList<>();
  private int daemonsMade;
  private boolean realGaneti;
  private CloudGaneti ganeti;

  private DispatchCloud(Path root, Path directory, int servers, int brokers) {
    this.root = root;
    this.directory = directory;
    this.broker = script("rabbitmq", "RMQ_DIR", "rabbitmq");
    this.database = script("postgres", "PG_DIR", "postgres");
    this.servers =
        IntStream.rangeClosed(1, servers)
            .mapToObj(n -> script("wildfly", "WF_DIR", "wildfly" + n))
            .toList();
    broker.with("RMQ_NODES", Integer.toString(brokers));
    broker.with("RMQ_TIMEOUT", "150"); // it may start beside two servers that do
  }

  /** In the directory that the suite gives to the class of that name. */
  static DispatchCloud of(String name, int servers, int brokers) {
    return new DispatchCloud(
        SmallCloud.property("synnefo.root"),
        SmallCloud.property("synnefo.it.clouds").resolve(name),
        servers,
        brokers);
  }

  /** Its Ganeti is going to be a real one. */
  DispatchCloud onRealGaneti() {
    realGaneti = true;
    return this;
  }

  private ShellScript script(String name, String variable, String place) {
    return new ShellScript(
        root.resolve("testbed/bin/" + name + ".sh"), variable, directory.resolve(place));
  }

  /**
   * All of it runs, the EAR is deployed, and servers 1 to that number are on record. The event
   * daemon is handed over.
   */
  EventDaemonProcess start(int instances) throws Exception {
    Files.createDirectories(directory);
    broker.run("start");
    database.run("start");
    ganeti =
        realGaneti ? CloudGaneti.real(root) : CloudGaneti.simulated(directory.resolve("ganeti"));
    for (int n = 0; n < servers.size(); n++) {
      start(servers.get(n), n + 1);
    }
    tables().addServers(instances);
    return addDaemon();
  }

  private void start(ShellScript server, int number) throws IOException, InterruptedException {
    server.with("WF_NODE", "synnefo" + number);
    server.with("WF_DB_DRIVER", "postgresql");
    server.with("WF_DB_URL", tables().url());
    server.with("WF_BATCH_URL", database.value("PG_BATCH_URL"));
    server.with("WF_DB_USERNAME", tables().user());
    server.with("WF_DB_PASSWORD_FILE", tables().passwordFile().toString());
    server.run("prepare");
    ServerFiles files = new ServerFiles(server);
    files.secret(RAPI_SECRET, ganeti.env().password());
    files.secret(
        "synnefo.amqp.password",
        Files.readString(Path.of(broker.value("AMQP_APP_PASSWORD_FILE"))).strip());
    files.settings(
        List.of(
            "synnefo.prefix=snf",
            "synnefo.amqp.uris=" + broker.value("AMQP_URIS"),
            "synnefo.amqp.username=" + broker.value("AMQP_APP_USER"),
            "synnefo.seed.file=" + files.seed(ganeti.env()),
            "synnefo.submit.timeout=" + SUBMIT_TIMEOUT,
            "synnefo.dispatch.sessions=" + SESSIONS));
    server.run("start");
    deploy(number - 1, ear());
  }

  /** It has that EAR, in the place of an earlier one. */
  void deploy(int number, Path archive) throws IOException, InterruptedException {
    server(number).run("deploy", archive.toString());
  }

  /** As it was built. */
  Path ear() {
    return root.resolve("ear/target/synnefo.ear");
  }

  /** Of a module, below its directory of main classes. */
  Path source(String module, String file) {
    return root.resolve(module).resolve("src/main/java").resolve(file);
  }

  /** Nothing else of the cloud writes there. */
  Path directory() {
    return directory;
  }

  /** One more event daemon runs, which knows nothing of what the others have published. */
  EventDaemonProcess addDaemon() throws IOException {
    Path jar = root.resolve("eventd/target/synnefo-eventd.jar");
    daemonsMade++;
    Path place = directory.resolve("eventd" + daemonsMade);
    EventDaemonProcess daemon = EventDaemonProcess.start(jar, place, ganeti.env(), broker);
    daemons.add(daemon);
    return daemon;
  }

  /** It is gone, and nobody misses it. */
  void removeDaemon(EventDaemonProcess daemon) {
    daemon.close();
    daemons.remove(daemon);
  }

  /** From 0 on. */
  ShellScript server(int number) {
    return servers.get(number);
  }

  ShellScript broker() {
    return broker;
  }

  ShellScript database() {
    return database;
  }

  CloudTables tables() {
    return new CloudTables(database);
  }

  BrokerView queues() {
    return new BrokerView(broker);
  }

  CloudGaneti ganeti() {
    return ganeti;
  }

  /** Past the servers. */
  HttpRapiClient rapi() {
    return new HttpRapiClient(ganeti.env().access(CloudView.PATIENCE));
  }

  /** All jobs have ended and all that there is to say of them was said and heard. */
  void awaitRest() {
    await("rest")
        .atMost(LONGEST)
        .pollInterval(Duration.ofSeconds(1))
        .during(BrokerView.NEWS_EVERY.plusSeconds(2))
        .ignoreExceptions()
        .untilAsserted(this::assertRest);
  }

  private void assertRest() throws Exception {
    for (EventDaemonProcess daemon : daemons) {
      assertEquals(0, daemon.untold(), "events that a daemon has to tell");
    }
    DeclareOk now = queues().look(QUEUE);
    assertEquals(0, now.getMessageCount(), "messages that wait");
    // a broker that was killed may take those of before for alive some time longer
    assertTrue(now.getConsumerCount() >= servers.size() * SESSIONS, "a server takes no messages");
    assertEquals(0, queues().messages(QUEUE), "messages that wait or are in hand");
    assertEquals(0, tables().unlooked(), "times that Ganeti is still to be asked of a server");
  }

  /** What the judge says of the tables and the queues, by the job files and Ganeti as now. */
  Judgement judge() throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("--queue", "" + ganeti.env().queueDir()));
    arguments.addAll(List.of("--database", tables().url(), "--user", tables().user()));
    arguments.addAll(List.of("--password-file", "" + tables().passwordFile()));
    arguments.addAll(List.of("--cluster-uuid", ganeti.env().clusterUuid()));
    arguments.addAll(List.of("--rapi", "" + ganeti.env().rapi()));
    arguments.addAll(List.of("--rapi-user", ganeti.env().username()));
    Path rapiPassword = server(0).file("secrets/" + RAPI_SECRET);
    arguments.addAll(List.of("--rapi-password-file", "" + rapiPassword));
    queues().uris().forEach(uri -> arguments.addAll(List.of("--amqp", uri)));
    queues().managementUrls().forEach(url -> arguments.addAll(List.of("--management", url)));
    arguments.addAll(List.of("--broker-user", queues().user()));
    arguments.addAll(List.of("--broker-password-file", "" + queues().passwordFile()));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    int exit = DispatchCheck.run(out, out, arguments.toArray(new String[0]));
    return new Judgement(exit, said.toString(StandardCharsets.UTF_8));
  }

  /** Nothing of it runs, however far it came. */
  void stop() throws IOException, InterruptedException {
    daemons.forEach(EventDaemonProcess::close);
    if (ganeti != null) {
      ganeti.stop();
    }
    try {
      for (ShellScript server : servers) {
        server.run("stop");
      }
      database.run("purge");
    } finally {
      broker.run("stop");
    }
  }
}
