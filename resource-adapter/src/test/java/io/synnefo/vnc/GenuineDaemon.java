package io.synnefo.vnc;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * What the genuine daemon was seen to answer to a request, by real sockets: one receive of 1,024
 * bytes, and one reply. Behind it are real VNC servers.
 */
final class GenuineDaemon implements AutoCloseable {
  static final String USER = "synnefo";
  static final String PASSWORD = "hunter2";
  static final String ADDRESS = "proxy.example.org";
  private static final Set<String> OF_2011 =
      Set.of("source_port", "destination_address", "destination_port", "password");
  private static final int RETRIES = 3;
  private static final int RETRY_MILLIS = 100;
  private static final int SERVER_TIMEOUT_MILLIS = 2000;

  /** What was received, each a request's first 1,024 bytes. */
  final List<String> received = new CopyOnWriteArrayList<>();

  private final boolean of2011;
  private final List<ServerSocket> consoles = Collections.synchronizedList(new ArrayList<>());
  private final List<Socket> servers = Collections.synchronizedList(new ArrayList<>());
  private volatile int pool = 8;

  GenuineDaemon(boolean of2011) {
    this.of2011 = of2011;
  }

  /** So many consoles may wait. */
  void pool(int ports) {
    pool = ports;
  }

  /** One connection; the caller closes it, whatever comes. */
  void serve(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[1024];
    int count = in.read(buffer);
    String text = count < 0 ? "" : new String(buffer, 0, count, UTF_8);
    received.add(text);
    String reply = reply(text);
    if (!reply.isEmpty()) {
      out.write(reply.getBytes(UTF_8));
      out.flush();
    }
  }

  private String reply(String text) {
    JsonObject request;
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      request = reader.readObject();
    } catch (JsonException | IllegalStateException e) {
      return failed(""); // row 2
    }
    if (!request.keySet().containsAll(OF_2011)) {
      return ""; // row 3: its thread dies
    }
    if (of2011) {
      return open(request);
    }
    if (!request.keySet().containsAll(Set.of("type", "auth_user", "auth_password"))) {
      return "";
    }
    String failure = "vncauthproxy authentication failure: ";
    if (!USER.equals(request.getString("auth_user"))) {
      return failed(failure + "user not found"); // row 5
    }
    if (!PASSWORD.equals(request.getString("auth_password"))) {
      return failed(failure + "wrong password");
    }
    String type = request.getString("type");
    return Set.of("vnc", "vnc-ws", "vnc-wss").contains(type)
        ? open(request)
        : failed(type + " not supported"); // row 4
  }

  private String failed(String reason) {
    if (of2011) {
      return "{\"source_port\": 0, \"status\": \"FAILED\"}";
    }
    String said = reason.isEmpty() ? "" : ", \"reason\": \"" + reason + "\"";
    return "{\"source_port\": 0, \"status\": \"FAILED\", \"proxy_address\": null" + said + "}";
  }

  private String open(JsonObject request) {
    try {
      int port = number(request, "source_port");
      if (port == 0 && consoles.size() >= pool) {
        return failed(""); // row 14
      }
      if (!of2011) { // which says OK first, and connects when a viewer has come
        servers.add(
            connect(request.getString("destination_address"), number(request, "destination_port")));
      }
      ServerSocket console = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
      consoles.add(console);
      String address = of2011 ? "" : ", \"proxy_address\": \"" + ADDRESS + "\"";
      return "{\"source_port\": "
          + console.getLocalPort()
          + ", \"status\": \"OK\""
          + address
          + "}"; // row 1
    } catch (IOException | NumberFormatException e) {
      return failed(""); // rows 2, 13, 15 to 18
    }
  }

  /** Row 6: text is as good as a number. */
  private static int number(JsonObject request, String key) {
    return request.get(key) instanceof JsonNumber number
        ? number.intValue()
        : Integer.parseInt(request.getString(key));
  }

  private static Socket connect(String host, int port) throws IOException {
    InetAddress address = InetAddress.getByName(host); // row 17: fails at once
    IOException refused = new UnknownHostException(host);
    for (int i = 0; i < RETRIES; i++) {
      Socket server = new Socket();
      try {
        server.connect(new InetSocketAddress(address, port), SERVER_TIMEOUT_MILLIS);
        server.setSoTimeout(SERVER_TIMEOUT_MILLIS);
        handshake(server);
        return server;
      } catch (java.net.ConnectException e) {
        server.close();
        refused = e;
        LockSupport.parkNanos(RETRY_MILLIS * 1_000_000L); // row 16: as it does
      } catch (IOException e) {
        server.close();
        throw e;
      }
    }
    throw refused;
  }

  private static void handshake(Socket server) throws IOException {
    byte[] version = server.getInputStream().readNBytes(12); // row 18: waits for its time-out
    if (!"RFB 003.008\n".equals(new String(version, UTF_8))) {
      throw new IOException("unsupported version"); // row 19
    }
    server.getOutputStream().write(version);
    byte[] types = server.getInputStream().readNBytes(2);
    if (types.length < 2 || types[1] != 1) {
      throw new IOException("no type None");
    }
    server.getOutputStream().write(1);
    server.getInputStream().readNBytes(4);
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket console : List.copyOf(consoles)) {
      console.close();
    }
    for (Socket server : List.copyOf(servers)) {
      server.close();
    }
  }
}
