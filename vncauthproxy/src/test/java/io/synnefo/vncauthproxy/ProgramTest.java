package io.synnefo.vncauthproxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proxy as a process of its own: its options, its signals and how it ends. */
@Timeout(120)
class ProgramTest {
  @TempDir Path root = Path.of("");
  private final List<Process> processes = new ArrayList<>();
  private int port;
  private Path config;
  private Path users;

  @BeforeEach
  void configure() throws Exception {
    port = ProxyUnderTest.freePort();
    users = root.resolve("users");
    writeUsers("hunter2");
    config =
        Files.write(
            root.resolve("vncauthproxy.conf"),
            List.of(
                "control-socket=" + root.resolve("ctrl.sock"),
                "control-listen=127.0.0.1:" + port,
                "users-file=" + users,
                "proxy-listen=127.0.0.1",
                "ports=31000-31019",
                "connect-timeout-seconds=3",
                "drain-seconds=20",
                "status-socket=" + root.resolve("status.sock")));
  }

  @AfterEach
  void kill() {
    processes.forEach(Process::destroyForcibly);
  }

  private void writeUsers(String password) throws IOException {
    Files.writeString(users, ProxyUnderTest.USER + ":" + Users.hash(password) + "\n");
    Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-------"));
  }

  private Process run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx48m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(root.resolve("log").toFile()))
            .start();
    processes.add(process);
    return process;
  }

  private String log() throws IOException {
    return Files.readString(root.resolve("log"), UTF_8);
  }

  private int end(Process process) throws Exception {
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), log());
    return process.exitValue();
  }

  private void awaitLog(String text) {
    await(text).atMost(Duration.ofSeconds(60)).until(() -> log().contains(text));
  }

  private String ask(int server, String password) throws IOException {
    String request = ProxyUnderTest.ofTheFinalForm(server, "vnc").replace("hunter2", password);
    try (var socket = ProxyUnderTest.connect(port)) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static void signal(String name, Process process) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    assertEquals(0, kill.waitFor());
  }

  @Test
  void hangUpReloadsUsersAndTermDrainsConsoles() throws Exception {
    Process proxy = run("-c", config.toString(), "--pid-file", root.resolve("pid").toString());
    awaitLog("starts");
    try (ServerUnderTest server = ServerUnderTest.ofToday()) {
      assertEquals(0, end(run("-c", config.toString(), "--status")), log());
      writeUsers("new");
      signal("HUP", proxy);
      await().until(() -> ask(server.port(), "new").contains("\"OK\""));
      Talker viewer = Talker.at(ProxyUnderTest.port(ask(server.port(), "new"))).enter();
      server.next();
      Talker machine = server.next();
      assertEquals(0, end(run("-c", config.toString(), "--sessions", "--json")), log());
      assertTrue(log().contains("{\"sessions\":[{\"session\":\"C"), log());
      assertEquals(5, end(run("-c", config.toString(), "--kill", "none")), log());
      signal("TERM", proxy);
      awaitRefused();
      machine.say("0102"); // a live console goes on
      viewer.hears("0102");
      assertTrue(proxy.isAlive());
      viewer.close();
      machine.close();
      assertEquals(0, end(proxy), log());
    }
    assertTrue(Files.notExists(root.resolve("pid")) && Files.notExists(root.resolve("ctrl.sock")));
    assertTrue(log().contains("stopped"), log());
    assertEquals(6, end(run("-c", config.toString(), "--status")));
  }

  private void awaitRefused() {
    await()
        .until(
            () -> {
              try {
                ProxyUnderTest.connect(port).close();
                return false;
              } catch (IOException e) {
                return true;
              }
            });
  }

  @ParameterizedTest
  @CsvSource({"--no-such, 2", "--json, 2", "--kill, 2", "--help, 0", "--version, 0"})
  void itsExitCodesAreThoseOfItsHelp(String option, int code) throws Exception {
    assertEquals(code, end(run(option)), log());
  }

  @Test
  void wrongSettingsAreListedAndAFileOfUsersThatIsWrongStopsTheStart() throws Exception {
    Files.writeString(users, "snf\n");
    assertEquals(4, end(run("-c", config.toString())), log());
    assertTrue(log().contains("line 1 is not name:$6$salt$hash"), log());
    Files.writeString(config, "ports=x\nno-such=1\n");
    assertEquals(3, end(run("-c", config.toString())), log());
    assertTrue(log().contains("no-such: there is no such setting"), log());
  }

  @Test
  void passwdIsPartOfTheProgram() throws Exception {
    assertEquals(0, end(run("passwd", "-p", "x", users.toString(), "second")), log());
    assertTrue(Files.readString(users).contains("\nsecond:$6$"));
    assertEquals(2, end(run("passwd", users.toString(), "Wrong Name")), log());
  }
}
