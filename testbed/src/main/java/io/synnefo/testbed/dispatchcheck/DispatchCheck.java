package io.synnefo.testbed.dispatchcheck;

import io.synnefo.testbed.dispatchcheck.BrokerQueues.Filled;
import io.synnefo.testbed.dispatchcheck.Finding.Kind;
import io.synnefo.testbed.eventcheck.JobFolders;
import io.synnefo.testbed.ganeti.RawRapi;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Judges what the cloud has on record by a cluster's job files, when nothing is under way; as a
 * program it prints what is wrong.
 */
public final class DispatchCheck {
  private static final String USAGE =
      """
      usage: DispatchCheck --queue DIR... --database JDBC-URL --user U --password-file F
                           [--prefix P] [--cluster-uuid UUID]
                           [--rapi URL --rapi-user U --rapi-password-file F]
                           [--amqp URI... --management URL... --broker-user U
                            --broker-password-file F]

        --queue          Ganeti's queue directory; may be repeated: the first one is the
                         master's, and true; the others are of nodes that were it
        --database       of the cloud, which is read and not changed
        --prefix         of the cloud, snf if absent
        --cluster-uuid   needed if the cloud has more than one cluster
        --rapi           of that cluster, https://HOST:5080; its certificate is not looked at
        --amqp           a node of the broker, amqp://HOST:PORT; may be repeated
        --management     the same of its management, http://HOST:PORT

      A server's state, its task, what it is made of, its history and the inbox must be what the
      files amount to, each event once; with a broker, no dead letter and no message must be left in its queues.
      What became of an instance whose job failed while it ran, files do not tell: with RAPI it must be
      as Ganeti shows it, without it each state that is possible is right, and any shape.

      Exit: 0 all is as the files say, 1 there are findings, 2 wrong usage, 3 something cannot be
      read.
      """;

  private DispatchCheck() {}

  /** As the usage says. */
  public static void main(String[] arguments) throws InterruptedException {
    System.exit(run(System.out, System.err, arguments));
  }

  /** The same within a program; what it would exit with is returned. */
  public static int run(PrintStream out, PrintStream err, String... arguments)
      throws InterruptedException {
    try {
      Report report = check(new CheckOptions(arguments));
      out.print(report.table());
      return report.isClean() ? 0 : 1;
    } catch (IllegalArgumentException e) {
      err.print(e.getMessage() + "\n" + USAGE);
      return 2;
    } catch (IOException | SQLException | TimeoutException e) {
      err.println("cannot be read: " + e);
      return 3;
    }
  }

  private static Report check(CheckOptions options)
      throws IOException, SQLException, InterruptedException, TimeoutException {
    for (Path queue : options.queues()) {
      if (!Files.isDirectory(queue)) {
        throw new NotDirectoryException(queue.toString());
      }
    }
    List<Finding> left = options.hasBroker() ? leftovers(options) : List.of();
    Tables tables = tables(options);
    String cluster = options.cluster().isEmpty() ? only(clusters(tables)) : options.cluster();
    // they are read last: they may be ahead of the tables, never the reverse
    JobFolders folders = new JobFolders(options.queues());
    ToldEvents told = new ToldEvents(folders, options.prefix());
    Report report = new Audit(told, tables, cluster, shown(options)).report();
    List<Finding> findings = new ArrayList<>(report.findings());
    folders
        .unreadable()
        .forEach((file, why) -> findings.add(Finding.ofQueue(Kind.UNREADABLE, file + ": " + why)));
    findings.addAll(left);
    return report.with(findings);
  }

  private static Tables tables(CheckOptions options) throws IOException, SQLException {
    String password = secret(options.one("--password-file"));
    try (Connection database =
        DriverManager.getConnection(options.one("--database"), options.one("--user"), password)) {
      return Tables.read(database);
    }
  }

  private static ShownInstances shown(CheckOptions options) throws IOException {
    if (!options.hasRapi()) {
      return ShownInstances.unknown();
    }
    RawRapi rapi =
        new RawRapi(
            URI.create(options.one("--rapi")),
            options.one("--rapi-user"),
            secret(options.one("--rapi-password-file")));
    return ShownInstances.ask(rapi, options.prefix());
  }

  private static String secret(String file) throws IOException {
    return Files.readString(Path.of(file)).strip();
  }

  private static Set<String> clusters(Tables tables) {
    Set<String> clusters = new TreeSet<>();
    Stream<String> events =
        tables.history().stream()
            .flatMap(row -> Stream.ofNullable(row.cause()))
            .map(Tables.Cause::eventId);
    Stream.concat(events, tables.inbox().stream())
        .flatMap(id -> EventKey.parse(id).stream())
        .forEach(id -> clusters.add(id.cluster()));
    return clusters;
  }

  private static String only(Set<String> clusters) {
    if (clusters.size() > 1) {
      throw new IllegalArgumentException(
          "there are events of more than one cluster, --cluster-uuid is to say which: "
              + String.join(", ", clusters));
    }
    return String.join("", clusters);
  }

  private static List<Finding> leftovers(CheckOptions options)
      throws IOException, InterruptedException, TimeoutException {
    BrokerQueues broker =
        new BrokerQueues(
            options.all("--amqp"),
            options.all("--management"),
            options.one("--broker-user"),
            secret(options.one("--broker-password-file")));
    List<Finding> findings = new ArrayList<>();
    for (Filled queue : broker.look()) {
      leftover(queue, options.prefix()).ifPresent(findings::add);
    }
    return findings;
  }

  static Optional<Finding> leftover(Filled queue, String prefix) {
    if (queue.messages() == 0) {
      return Optional.empty();
    }
    if (queue.isOfDeadLetters()) {
      String text = queue.name() + " has " + queue.messages() + " dead letters";
      return Optional.of(Finding.ofQueue(Kind.DEAD, text));
    }
    String text =
        "%s has %d messages waiting and %d in hand"
            .formatted(queue.name(), queue.waiting(), queue.inHand());
    return queue.isWorkQueue(prefix)
        ? Optional.of(Finding.ofQueue(Kind.LEFT, text))
        : Optional.empty();
  }
}
