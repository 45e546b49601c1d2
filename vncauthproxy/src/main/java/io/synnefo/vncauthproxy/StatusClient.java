package io.synnefo.vncauthproxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Asks the running proxy. */
final class StatusClient {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MAX_ANSWER = 32 << 20;

  private StatusClient() {}

  /** Its answer; the exception's text says why there is none. */
  static String ask(Path socket, String word) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
        throw new IOException("it takes no more connections");
      }
      // a word fits into any socket that has just been opened
      channel.write(ByteBuffer.wrap((word + "\n").getBytes(StandardCharsets.US_ASCII)));
      channel.register(selector, SelectionKey.OP_READ);
      return answer(channel, selector);
    } catch (IOException e) {
      throw new IOException("no proxy answers at " + socket + ": " + e.getMessage(), e);
    }
  }

  private static String answer(SocketChannel channel, Selector selector) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int read = channel.read(buffer); read >= 0; read = channel.read(buffer.clear())) {
      byte[] found = new byte[read];
      buffer.flip().get(found);
      answer.writeBytes(found);
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0 || answer.size() > MAX_ANSWER) {
        throw new SocketTimeoutException("no answer in time");
      }
      selector.select(millis);
      selector.selectedKeys().clear();
    }
    return answer.toString(StandardCharsets.UTF_8);
  }
}
