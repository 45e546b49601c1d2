package io.synnefo.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of one's own: a fresh cluster on a free port of the loopback, trusting every
 * local user, without fsync. Stopped and deleted when closed, and also when the JVM is told to end.
 */
public final class PrivatePostgres implements AutoCloseable {
  private static final String SUPERUSER = "postgres";
  private final Path home;
  private final Path binaries;
  private final int port;
  private final Thread atExit = new Thread(this::end, "postgres-end");

  private PrivatePostgres(Path home, Path binaries, int port) {
    this.home = home;
    this.binaries = binaries;
    this.port = port;
  }

  /** The server answers. */
  public static PrivatePostgres start() {
    try {
      Path home = Files.createTempDirectory(Path.of("/var/tmp"), "synnefo-pg-");
      PrivatePostgres server = new PrivatePostgres(home, newestBinaries(), freePort());
      Runtime.getRuntime().addShutdownHook(server.atExit);
      if (isRoot()) {
        // initdb refuses to run as root
        server.run(List.of("chown", SUPERUSER, home.toString()));
      }
      server.bring();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connections to its database. */
  public PGSimpleDataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName("postgres");
    source.setUser(SUPERUSER);
    return source;
  }

  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private void end() {
    try {
      stop();
    } finally {
      delete();
    }
  }

  /** Nobody listens at its port; what it holds stays. */
  public void stop() {
    asOwner("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
  }

  /** It answers again. */
  public void startAgain() {
    String options = "-c listen_addresses=127.0.0.1 -c fsync=off -c port=" + port + " -k " + home;
    String log = home.resolve("log").toString();
    asOwner("pg_ctl", "-D", data(), "-w", "-t", "60", "-l", log, "-o", options, "start");
  }

  private void bring() throws IOException {
    try {
      asOwner("initdb", "-D", data(), "-A", "trust", "-U", SUPERUSER, "-E", "UTF8", "--no-sync");
      startAgain();
    } catch (IllegalStateException e) {
      delete();
      Runtime.getRuntime().removeShutdownHook(atExit);
      throw e;
    }
  }

  private String data() {
    return home.resolve("data").toString();
  }

  private void asOwner(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid", SUPERUSER, "--regid", SUPERUSER));
      command.add("--clear-groups");
    }
    command.add(binaries.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command);
  }

  private void run(List<String> command) {
    try {
      Path output = Files.createTempFile("synnefo-pg-", ".out");
      Process process =
          new ProcessBuilder(command)
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(90, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      String text = Files.readString(output);
      Files.delete(output);
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void delete() {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path newestBinaries() throws IOException {
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder())
          .orElseThrow(() -> new IllegalStateException("Debian's package postgresql is missing"));
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
