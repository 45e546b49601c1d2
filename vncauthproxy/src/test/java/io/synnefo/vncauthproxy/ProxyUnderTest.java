package io.synnefo.vncauthproxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.synnefo.program.SettingsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A proxy of the test's own in this JVM, and what clients of its control protocol do. */
final class ProxyUnderTest implements AutoCloseable {
  static final String USER = "snf";
  static final String USER_PASSWORD = "hunter2";
  static final String PASSWORD = "s3cret12";
  static final int POOL = 4;

  /** With whatever is read; thousands at once take longer. */
  static final int PATIENCE_MILLIS =
      System.getProperty("synnefo.long", "").equals("console") ? 120_000 : 20_000;

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  /** Of the two processes that share these tests; others on this machine may run them, too. */
  private static final int FORK =
      Integer.parseInt(System.getProperty("synnefo.test.fork", "fork 1").substring(5)) - 1;

  private static final int PID = (int) ProcessHandle.current().pid();
  private static final AtomicInteger NEXT_PORTS =
      new AtomicInteger(20_000 + FORK * 3_000 + PID % 20 * 20);

  private static final int FREE_COUNT = 1_150;
  private static final int FREE_PORTS = 28_600 + FORK * FREE_COUNT;
  private static final AtomicInteger FREE_NEXT = new AtomicInteger(PID % 50 * 20);

  final ProxyDaemon daemon;
  final Path socket;
  final Path statusSocket;
  final Path usersFile;
  final int port;
  final int firstPort = NEXT_PORTS.getAndAdd(POOL + 1);
  private final Map<String, String> environment = new ConcurrentHashMap<>();
  private boolean stopped;

  /** What happens when the settings have been read, and are not yet in force. */
  volatile Runnable whenRead = () -> {};

  /** Started, with those settings beside the usual ones; keys as in a settings file. */
  ProxyUnderTest(Path root, Map<String, String> more) throws Exception {
    socket = root.resolve("ctrl.sock");
    statusSocket = root.resolve("status.sock");
    usersFile = root.resolve("users");
    port = freePort();
    Files.writeString(usersFile, USER + ":" + Users.hash(USER_PASSWORD) + "\n");
    Files.setPosixFilePermissions(
        usersFile, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    settings().forEach((key, value) -> environment.put(SettingsReader.variable(key), value));
    more.forEach((key, value) -> environment.put(SettingsReader.variable(key), value));
    daemon = new ProxyDaemon(this::read, "1");
    daemon.start();
  }

  private ProxySettings read() throws SettingsException {
    ProxySettings read = new SettingsReader(Optional.empty(), environment).settings();
    whenRead.run();
    return read;
  }

  private Map<String, String> settings() {
    return Map.ofEntries(
        Map.entry("control-socket", socket.toString()),
        Map.entry("control-listen", "127.0.0.1:" + port),
        Map.entry("control-timeout-seconds", "1"),
        Map.entry("users-file", usersFile.toString()),
        Map.entry("proxy-listen", "127.0.0.1"),
        Map.entry("proxy-address", "proxy.example.org"),
        Map.entry("ports", firstPort + "-" + (firstPort + POOL - 1)),
        Map.entry("connect-timeout-seconds", "1"),
        Map.entry("handshake-timeout-seconds", "1"),
        Map.entry("server-timeout-seconds", "2"),
        Map.entry("drain-seconds", "0"),
        Map.entry("status-socket", statusSocket.toString()));
  }

  /** A request of 2011 for a console of that server. */
  static String of2011(int server) {
    return """
        {"source_port":0,"destination_address":"127.0.0.1","destination_port":%d,"password":"%s"}\
        """
        .formatted(server, PASSWORD);
  }

  /** A request of the final form. */
  static String ofTheFinalForm(int server, String type) {
    return of2011(server)
        .replace(
            "}",
            ",\"auth_user\":\"%s\",\"auth_password\":\"%s\",\"type\":\"%s\"}"
                .formatted(USER, USER_PASSWORD, type));
  }

  /** A request for a session at the gateway. */
  static String atGateway(int server, String session, String hash) {
    return """
        {"source_port":0,"destination_address":"127.0.0.1","destination_port":%d,"password":"n0body!!",\
        "type":"gateway","session":"%s","token_hash":"%s","ttl":60,"server":"42","user":"u1",\
        "project":"p1","auth_user":"%s","auth_password":"%s"}\
        """
        .formatted(server, session, hash, USER, USER_PASSWORD);
  }

  /** A setting changes; it counts once it is reloaded. */
  void set(String key, String value) {
    environment.put(SettingsReader.variable(key), value);
  }

  /** A request of that form for a console of that server. */
  static String request(Dialect dialect, int server) {
    return dialect == Dialect.SOCKET ? of2011(server) : ofTheFinalForm(server, "vnc");
  }

  /** What a request of that form is answered that fails. */
  static String failed(Dialect dialect, String reason) {
    String address = dialect == Dialect.SOCKET ? "" : "\"proxy_address\":null,";
    return "{\"source_port\":0,\"status\":\"FAILED\"," + address + "\"reason\":\"" + reason + "\"}";
  }

  /** Everything that is answered where that form is spoken. */
  String ask(Dialect dialect, String request) throws IOException {
    return dialect == Dialect.SOCKET ? askAtSocket(request) : askAtPort(request);
  }

  /** Everything that is answered on the Unix socket. */
  String askAtSocket(String request) throws IOException {
    return ask(socket, request);
  }

  /** Everything that is answered over TCP. */
  String askAtPort(String request) throws IOException {
    try (Socket connection = connect(port)) {
      connection.getOutputStream().write(request.getBytes(UTF_8));
      return new String(connection.getInputStream().readAllBytes(), UTF_8);
    }
  }

  /** The port of a console of that server and type. */
  int console(int server, String type) throws IOException {
    return port(askAtPort(ofTheFinalForm(server, type)));
  }

  static int port(String reply) {
    Matcher ok = Pattern.compile("\\{\"source_port\":(\\d+),\"status\":\"OK\".*}").matcher(reply);
    if (!ok.matches()) {
      throw new AssertionError(reply);
    }
    return Integer.parseInt(ok.group(1));
  }

  static String ask(Path at, String question) throws IOException {
    return ask(at, question, Integer.MAX_VALUE);
  }

  /** The same in pieces of so many bytes. */
  static String ask(Path at, String question, int piece) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(at));
      byte[] bytes = question.getBytes(UTF_8);
      for (int sent = 0; sent < bytes.length; ) {
        int length = Math.min(piece, bytes.length - sent);
        sent += channel.write(ByteBuffer.wrap(bytes, sent, length));
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ByteBuffer buffer = ByteBuffer.allocate(8192);
      while (channel.read(buffer.clear()) >= 0) {
        buffer.flip();
        answer.write(buffer.array(), 0, buffer.remaining());
      }
      return answer.toString(UTF_8);
    }
  }

  /** Connected, and no read waits for ever. */
  static Socket connect(int port) throws IOException {
    Socket connection = new Socket(HERE, port);
    connection.setSoTimeout(PATIENCE_MILLIS);
    return connection;
  }

  /**
   * Outside of the range that the kernel takes the ports of connections from: no connection is
   * given it before its time, and the next call has another.
   */
  static int freePort() {
    while (true) {
      int port = FREE_PORTS + FREE_NEXT.getAndIncrement() % FREE_COUNT;
      try (ServerSocket free = new ServerSocket(port, 1, HERE)) {
        return free.getLocalPort();
      } catch (IOException e) {
        Thread.onSpinWait(); // it is somebody's
      }
    }
  }

  /** As at SIGTERM. */
  void stop() {
    if (!stopped) {
      stopped = true;
      try {
        daemon.stop();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public void close() {
    stop();
  }
}
