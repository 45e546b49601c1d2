package io.synnefo.ear.faults;

import io.synnefo.testbed.TcpProxy;
import io.synnefo.testbed.ganeti.FakeGaneti;
import io.synnefo.testbed.ganeti.FakeGanetiSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * One WildFly with the EAR, one simulated Ganeti with its event daemon, a broker and a database,
 * all of their own. The server reaches a lone broker, and PostgreSQL, through a proxy.
 */
final class SmallCloud {
  /** Of a whole call to Ganeti, if nothing else is said. */
  static final Duration RAPI_TIMEOUT = Duration.ofSeconds(3);

  private static final String RAPI_PASSWORD = "rapi-secret";

  /** More than the events of one job: none of them waits for the acknowledgement of another. */
  private static final int SESSIONS = 8;

  private final Path root;
  private final Path directory;
  private Duration rapiTimeout = RAPI_TIMEOUT;
  private final ShellScript server;
  private final ShellScript broker;
  private CloudDatabase database;
  private boolean brokerIsAlone = true;
  private FakeGaneti ganeti;
  private EventDaemonProcess daemon;
  private TcpProxy proxy;

  /** The parts of {@code ./synnefo} are below that root; all that runs is below that directory. */
  SmallCloud(Path root, Path directory) {
    this.root = root;
    this.directory = directory;
    this.server = script("wildfly", "WF_DIR");
    this.broker = script("rabbitmq", "RMQ_DIR");
    this.database = new CloudDatabase.H2(server);
  }

  /** In the directory that the suite gives to the class of that name. */
  static SmallCloud of(String name) {
    return new SmallCloud(property("synnefo.root"), property("synnefo.it.clouds").resolve(name));
  }

  /** What the suite says under that name. */
  static Path property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(
          "property " + name + " is missing: run ./synnefo test --only in-container");
    }
    return Path.of(value);
  }

  private ShellScript script(String name, String variable) {
    return new ShellScript(
        root.resolve("testbed/bin/" + name + ".sh"), variable, directory.resolve(name));
  }

  /** Its broker is three nodes; the server knows them all. */
  SmallCloud withThreeBrokers() {
    broker.with("RMQ_NODES", "3");
    brokerIsAlone = false;
    return this;
  }

  /** A whole call to Ganeti may take that long. */
  SmallCloud withRapiTimeout(Duration longest) {
    rapiTimeout = longest;
    return this;
  }

  /** Its data is in that database, made of the script that this hands over. */
  CloudDatabase.Postgresql withPostgresql() {
    CloudDatabase.Postgresql made = new CloudDatabase.Postgresql(script("postgres", "PG_DIR"));
    database = made;
    return made;
  }

  /** All of it runs, and the EAR is deployed. */
  void start() throws IOException, InterruptedException {
    Files.createDirectories(directory);
    broker.run("start");
    startGaneti(0);
    startDaemon();
    database.start(server);
    server.run("prepare");
    configure();
    server.run("start");
    server.run("deploy", root.resolve("ear/target/synnefo.ear").toString());
  }

  private void startGaneti(int port) throws IOException {
    ganeti =
        FakeGaneti.start(
            FakeGanetiSettings.in(directory.resolve("ganeti"), RAPI_PASSWORD)
                .withPort(port)
                .withDelays(Duration.ofMillis(300), Duration.ofSeconds(2)),
            Clock.systemUTC());
  }

  /** The event daemon runs, on what an earlier one left. */
  void startDaemon() throws IOException {
    Path jar = root.resolve("eventd/target/synnefo-eventd.jar");
    daemon = EventDaemonProcess.start(jar, directory.resolve("eventd"), ganeti.env(), broker);
  }

  private void configure() throws IOException {
    ServerFiles files = new ServerFiles(server);
    files.secret("synnefo.rapi.password.ganeti1", RAPI_PASSWORD);
    files.secret(
        "synnefo.amqp.password",
        Files.readString(Path.of(broker.value("AMQP_APP_PASSWORD_FILE"))).trim());
    files.settings(
        List.of(
            "synnefo.prefix=snf",
            "synnefo.amqp.uris=" + brokerUris(),
            "synnefo.amqp.username=" + broker.value("AMQP_APP_USER"),
            "synnefo.seed.file=" + files.seed(ganeti.env()),
            "synnefo.rapi.timeout=" + rapiTimeout,
            "synnefo.submit.timeout=" + rapiTimeout.plusSeconds(31),
            "synnefo.dispatch.sessions=" + SESSIONS));
  }

  private String brokerUris() throws IOException {
    String uris = broker.value("AMQP_URIS");
    if (!brokerIsAlone) {
      return uris;
    }
    URI amqp = URI.create(uris);
    proxy = TcpProxy.to(new InetSocketAddress(amqp.getHost(), amqp.getPort()));
    return "amqp://127.0.0.1:" + proxy.port();
  }

  /** Logged in as anna or bert. */
  ComputeApi as(String user) throws IOException, InterruptedException {
    return ComputeApi.login("http://127.0.0.1:" + server.value("WF_HTTP_PORT"), user);
  }

  ShellScript server() {
    return server;
  }

  ShellScript broker() {
    return broker;
  }

  CloudDatabase database() {
    return database;
  }

  FakeGaneti ganeti() {
    return ganeti;
  }

  EventDaemonProcess daemon() {
    return daemon;
  }

  /** Between the server and its lone broker. */
  TcpProxy proxy() {
    return proxy;
  }

  /** Ganeti's daemons are down; nobody listens on RAPI's port. */
  void stopGaneti() {
    ganeti.close();
  }

  /** It is back where it was. */
  void restartGaneti() throws IOException {
    startGaneti(ganeti.env().rapi().getPort());
  }

  /** Threads that the server's process has now. */
  long serverThreads() throws IOException {
    String pid = Files.readString(server.file("pid")).split(" ", 2)[0];
    return Files.readAllLines(Path.of("/proc", pid, "status")).stream()
        .filter(line -> line.startsWith("Threads:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  /** How many jobs Ganeti has taken so far, by its files. */
  long jobs() throws IOException {
    try (Stream<Path> files = Files.list(ganeti.env().queueDir())) {
      return files.filter(file -> file.getFileName().toString().matches("job-\\d+")).count();
    }
  }

  /** Nothing of it runs, however far it came. */
  void stop() throws IOException, InterruptedException {
    if (daemon != null) {
      daemon.close();
    }
    if (ganeti != null) {
      ganeti.close();
    }
    try {
      server.run("stop");
      database.stop();
    } finally {
      broker.run("stop");
      if (proxy != null) {
        proxy.close();
      }
    }
  }
}
