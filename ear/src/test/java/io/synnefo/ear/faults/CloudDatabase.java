package io.synnefo.ear.faults;

import io.synnefo.testbed.TcpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Where a server keeps its data; the tests look into it past the server. */
interface CloudDatabase {
  /** It takes connections, and the server to be prepared is told where. */
  void start(ShellScript server) throws IOException, InterruptedException;

  String url() throws IOException;

  Path passwordFile() throws IOException;

  /** Nothing of it runs. */
  void stop() throws IOException, InterruptedException;

  /** What the query counts; of H2 only while no server has it open. */
  default long count(String sql) throws IOException, SQLException {
    String password = Files.readString(passwordFile()).trim();
    try (Connection connection = DriverManager.getConnection(url(), "synnefo", password);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The server's own H2, in a file. */
  record H2(ShellScript server) implements CloudDatabase {
    @Override
    public void start(ShellScript ofServer) {
      // it runs in the server
    }

    @Override
    public String url() {
      return "jdbc:h2:file:" + server.file("standalone/data/synnefo") + ";MODE=PostgreSQL";
    }

    @Override
    public Path passwordFile() {
      return server.file("database-password");
    }

    @Override
    public void stop() {
      // it ended with the server
    }
  }

  /** A PostgreSQL of its own, which the server reaches through a proxy. */
  final class Postgresql implements CloudDatabase {
    private final ShellScript script;
    private TcpProxy proxy;

    Postgresql(ShellScript script) {
      this.script = script;
    }

    TcpProxy proxy() {
      return proxy;
    }

    @Override
    public void start(ShellScript server) throws IOException, InterruptedException {
      script.run("start");
      int port = Integer.parseInt(script.value("PG_PORT"));
      proxy = TcpProxy.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      server.with("WF_DB_DRIVER", "postgresql");
      // every statement is sent as text: the proxy looks for words in them
      server.with(
          "WF_DB_URL",
          "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/synnefo?prepareThreshold=0");
      server.with("WF_BATCH_URL", script.value("PG_BATCH_URL"));
      server.with("WF_DB_USERNAME", script.value("PG_USER"));
      server.with("WF_DB_PASSWORD_FILE", script.value("PG_PASSWORD_FILE"));
    }

    /** Without warning. */
    void kill() throws IOException, InterruptedException {
      script.run("kill");
    }

    /** It takes connections where it did. */
    void startAgain() throws IOException, InterruptedException {
      script.run("start");
    }

    @Override
    public String url() throws IOException {
      return script.value("PG_URL");
    }

    @Override
    public Path passwordFile() throws IOException {
      return Path.of(script.value("PG_PASSWORD_FILE"));
    }

    @Override
    public void stop() throws IOException, InterruptedException {
      if (proxy != null) {
        proxy.close();
      }
      script.run("purge");
    }
  }
}
