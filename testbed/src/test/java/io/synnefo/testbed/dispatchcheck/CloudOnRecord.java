package io.synnefo.testbed.dispatchcheck;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A cloud's tables, with its schema, and the job files that they are the effect of. */
final class CloudOnRecord implements AutoCloseable {
  static final String CLUSTER = "c8b7a6f5-0000-4000-8000-000000000001";
  private static final Path MIGRATIONS = Path.of("../ejb-module/src/main/resources/db/migration");

  private final Path queue;
  private final Path password;
  private final String url;
  private final Connection database;
  private final Map<Long, String> states = new HashMap<>();

  CloudOnRecord(Path root) throws IOException, SQLException {
    this.queue = Files.createDirectories(root.resolve("queue"));
    this.password = Files.writeString(root.resolve("password"), "secret\n");
    this.url = "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1";
    this.database = DriverManager.getConnection(url, "synnefo", "secret");
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      for (Path file : files.sorted().toList()) {
        sql("RUNSCRIPT FROM '" + file + "'");
      }
    }
    sql(
        "INSERT INTO backend (id, name, username, certificate_sha256, hypervisor, disk_template,"
            + " status, created_at, updated_at) VALUES (1, 'b', 'u', 'c', 'kvm', 'file', 'ONLINE',"
            + " now(), now())");
  }

  void sql(String statement) throws SQLException {
    try (Statement any = database.createStatement()) {
      any.execute(statement);
    }
  }

  /** It was asked for, and nothing is heard of it yet. */
  void server(long id) throws SQLException {
    sql(
        "INSERT INTO server (id, uuid, name, user_id, project_id, flavor_id, image_id, backend_id,"
            + " state, progress, create_request_id, created_at, updated_at, version) VALUES ("
            + (id + ", '" + UUID.randomUUID() + "', 'n', 'u', 'p', '1', 'i', 1, 'BUILD', 0,")
            + " 'req', now(), now(), 0)");
    states.put(id, "BUILD");
  }

  void file(JobText job) throws IOException {
    Files.writeString(queue.resolve("job-" + job.id()), job.text());
  }

  void archived(JobText job) throws IOException {
    Files.delete(queue.resolve("job-" + job.id()));
    Path archive = Files.createDirectories(queue.resolve("archive/0"));
    Files.writeString(archive.resolve("job-" + job.id()), job.text());
  }

  /** A job of that server ended so, the server is in that state, and all of it is on record. */
  JobText ended(long id, long server, String opcode, String status, String state)
      throws IOException, SQLException {
    JobText job = new JobText(id, "OP_INSTANCE_" + opcode, "snf-" + server, status, 10 * id);
    file(job);
    applied(job, server, status.split(" ", 2)[0], state);
    return job;
  }

  /** That status of it is on record. */
  void applied(JobText job, long server, String status, String state) throws SQLException {
    String event = CLUSTER + ":" + job.id() + ":0:" + status;
    sql("INSERT INTO inbox (event_id, received_at) VALUES ('" + event + "', now())");
    String before = states.getOrDefault(server, state);
    states.put(server, state);
    String insert =
        "INSERT INTO server_history (server_id, at, event_id, job_id, op_code, status, rule,"
            + " from_state, to_state) VALUES (?, now(), ?, ?, ?, ?, 'RULE', ?, ?)";
    try (PreparedStatement row = database.prepareStatement(insert)) {
      row.setLong(1, server);
      row.setString(2, event);
      row.setLong(3, job.id());
      row.setString(4, job.opcode());
      row.setString(5, status);
      row.setString(6, before);
      row.setString(7, state);
      row.executeUpdate();
    }
    sql("UPDATE server SET state = '" + state + "' WHERE id = " + server);
    if (job.opcode().equals("OP_INSTANCE_CREATE") && status.equals("success")) {
      sql(
          "INSERT INTO server_shape (server_id, version, told_at, vcpus, ram_mib) VALUES ("
              + server
              + ", 1, now(), 1, 64)");
    }
  }

  /** What the checker says and how it exits. */
  record Answer(int exit, String out, String err) {
    /** The lines of its findings, without how many there are. */
    List<String> findings() {
      List<String> lines = new ArrayList<>(out.lines().toList());
      lines.remove(lines.size() - 1);
      return lines;
    }
  }

  Answer check(String... more) throws InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("--queue", "" + queue, "--database", url, "--user", "synnefo"));
    arguments.addAll(List.of("--password-file", "" + password));
    arguments.addAll(Arrays.asList(more));
    return run(arguments.toArray(new String[0]));
  }

  static Answer run(String... arguments) throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        DispatchCheck.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            arguments);
    return new Answer(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws SQLException {
    sql("SHUTDOWN");
  }
}
