package io.synnefo.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A mail server that answers as it is told, one conversation after the other: by the first word of
 * a command, by {@code greeting}, or by {@code .} for the end of a letter.
 */
final class ScriptedSmtp implements AutoCloseable {
  /** In the place of an answer: the connection ends. */
  static final String HANG_UP = "hang up";

  /** In the place of an answer: nothing is said. */
  static final String SILENCE = "silence";

  private static final Map<String, String> USUAL =
      Map.of("greeting", "220 here", "DATA", "354 go on", "QUIT", "221 farewell");

  private final ServerSocket socket;
  private final Map<String, String> answers;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  ScriptedSmtp(Map<String, String> answers) throws IOException {
    this.answers = answers;
    this.socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "scripted-smtp");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  /** The commands that it was given. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept();
          BufferedReader in =
              new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
          Writer out = new OutputStreamWriter(client.getOutputStream(), UTF_8)) {
        converse(in, out);
      } catch (IOException e) {
        // the client or the test has gone; the next one is served
      }
    }
  }

  private void converse(BufferedReader in, Writer out) throws IOException {
    boolean letter = false;
    boolean open = answer("greeting", out);
    while (open) {
      String line = in.readLine();
      if (line == null) {
        return;
      }
      if (letter && !line.equals(".")) {
        continue;
      }
      String word = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      lines.add(line);
      open = answer(word, out);
      letter = word.equals("DATA") && !answers.containsKey("DATA");
    }
  }

  private boolean answer(String word, Writer out) throws IOException {
    String answer = answers.getOrDefault(word, USUAL.getOrDefault(word, "250 fine"));
    if (!answer.equals(SILENCE) && !answer.equals(HANG_UP)) {
      out.write(answer + "\r\n");
      out.flush();
    }
    return !answer.equals(HANG_UP);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
