package io.synnefo.vncauthproxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WebSocketStreamTest {
  private static final byte[] FRAME = {(byte) 0x82, (byte) 0x82, 0, 0, 0, 0, 7, 8};

  /** A console lives for hours, and the buffer of its viewer's request is 8 KiB. */
  @Test
  void whatCameEarlyIsHeardAndItsBufferIsNotKept() throws IOException {
    try (Selector selector = Selector.open();
        SocketChannel channel = SocketChannel.open()) {
      channel.configureBlocking(false);
      byte[] head = Arrays.copyOf(FRAME, 8 << 10);
      WeakReference<byte[]> kept = new WeakReference<>(head);
      WebSocketStream stream =
          new WebSocketStream(
              new PlainStream(channel, channel.register(selector, 0)),
              ByteBuffer.wrap(head).slice(0, FRAME.length));
      head = FRAME;
      await()
          .until(
              () -> {
                System.gc();
                return kept.get() == null;
              });
      assertTrue(stream.holdsInput());
      ByteBuffer heard = ByteBuffer.allocate(100);
      assertEquals(2, stream.read(heard));
      assertFalse(stream.holdsInput());
      assertArrayEquals(new byte[] {7, 8}, Arrays.copyOf(heard.array(), heard.position()));
      assertEquals(8, head.length);
    }
  }
}
