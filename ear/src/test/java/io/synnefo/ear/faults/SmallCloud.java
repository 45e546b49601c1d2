package io.synnefo.ear.faults;

import io.synnefo.testbed.TcpProxy;
import io.synnefo.testbed.ganeti.FakeGaneti;
import io.synnefo.testbed.ganeti.FakeGanetiSettings;
import io.synnefo.testbed.ganeti.GanetiEnv;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * One WildFly with the EAR, one broker, one simulated Ganeti with its event daemon, all of their
 * own. The server reaches the broker through a proxy.
 */
final class SmallCloud {
  private static final String RAPI_PASSWORD = "rapi-secret";

  /** More than the events of one job: none of them waits for the acknowledgement of another. */
  private static final int SESSIONS = 8;

  private final Path root;
  private final Path directory;
  private final Duration rapiTimeout;
  private final ShellScript server;
  private final ShellScript broker;
  private FakeGaneti ganeti;
  private EventDaemonProcess daemon;
  private TcpProxy proxy;

  /** Nothing of it is there yet. */
  SmallCloud(Path root, Path directory, Duration rapiTimeout) {
    this.root = root;
    this.directory = directory;
    this.rapiTimeout = rapiTimeout;
    this.server = script("wildfly", "WF_DIR");
    this.broker = script("rabbitmq", "RMQ_DIR");
  }

  private ShellScript script(String name, String variable) {
    return new ShellScript(
        root.resolve("testbed/bin/" + name + ".sh"), variable, directory.resolve(name));
  }

  /** All of it runs, and the EAR is deployed. */
  void start() throws IOException, InterruptedException {
    Files.createDirectories(directory);
    broker.run("start");
    startGaneti(0);
    URI amqp = URI.create(broker.value("AMQP_URIS"));
    proxy = TcpProxy.to(new InetSocketAddress(amqp.getHost(), amqp.getPort()));
    Path jar = root.resolve("eventd/target/synnefo-eventd.jar");
    daemon = EventDaemonProcess.start(jar, directory.resolve("eventd"), ganeti.env(), broker);
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

  private void configure() throws IOException {
    secret("synnefo.rapi.password.ganeti1", RAPI_PASSWORD);
    secret(
        "synnefo.amqp.password",
        Files.readString(Path.of(broker.value("AMQP_APP_PASSWORD_FILE"))).trim());
    Path seed = directory.resolve("seed.json");
    Files.writeString(seed, seed(ganeti.env()));
    Files.write(
        server.file("server.conf"),
        List.of(
            "synnefo.prefix=snf",
            "synnefo.amqp.uris=amqp://127.0.0.1:" + proxy.port(),
            "synnefo.amqp.username=" + broker.value("AMQP_APP_USER"),
            "synnefo.seed.file=" + seed,
            "synnefo.rapi.timeout=" + rapiTimeout,
            "synnefo.submit.timeout=" + rapiTimeout.plusSeconds(31),
            "synnefo.dispatch.sessions=" + SESSIONS));
  }

  private void secret(String name, String value) throws IOException {
    Path file = server.file("secrets/" + name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, value);
  }

  private static String seed(GanetiEnv ganeti) {
    return """
    {"projects": [{"name": "anna"}, {"name": "bert"}],
     "users": [
       {"name": "anna", "password": "anna-secret", "project": "anna", "roles": ["member"]},
       {"name": "bert", "password": "bert-secret", "project": "bert", "roles": ["member"]}],
     "flavors": [{"id": "1", "name": "nano", "vcpus": 1, "ram_mib": 64, "disk_gib": 1}],
     "images": [{"name": "tiny", "os": "snf-image+default",
       "parameters": {"img_id": "tiny.diskdump", "img_format": "diskdump"},
       "min_disk_gib": 0, "min_ram_mib": 0, "size_bytes": 1048576,
       "disk_format": "raw", "container_format": "bare"}],
     "backends": [{"name": "ganeti1", "endpoints": ["%s"], "username": "%s",
       "certificate_sha256": "%s", "hypervisor": "kvm", "disk_template": "file"}]}
    """
        .formatted(ganeti.rapi(), ganeti.username(), ganeti.certificateSha256());
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

  FakeGaneti ganeti() {
    return ganeti;
  }

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

  /** What the query counts in the database of a server that does not run. */
  long count(String sql) throws IOException, SQLException {
    String url = "jdbc:h2:file:" + server.file("standalone/data/synnefo") + ";MODE=PostgreSQL";
    String password = Files.readString(server.file("database-password")).trim();
    try (Connection connection = DriverManager.getConnection(url, "synnefo", password);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
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
    } finally {
      broker.run("stop");
      if (proxy != null) {
        proxy.close();
      }
    }
  }
}
