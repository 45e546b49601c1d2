package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Peers that say nothing, without end and faster than anybody reads: whoever read on for as long as
 * something comes would never come to anybody else of his loop.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class EndlessTest {
  private static final byte[] PING = {(byte) 0x89, (byte) 0x80, 0, 0, 0, 0};
  private static final byte[] NO_DATA = {(byte) 0x82, (byte) 0x80, 0, 0, 0, 0};
  private static final byte[] DATA = {(byte) 0x82, (byte) 0x81, 0, 0, 0, 0, 7};
  private static final int CLOSED = 0x88;
  private static final int MUCH = 64 << 10;

  @TempDir Path root = Path.of("");

  /** What somebody says over and over; what he is told. */
  private static final class Wire implements Stream {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private byte[] said;
    private int at;
    private boolean endless;
    private int reads;

    Wire(boolean endless, byte... said) {
      this.endless = endless;
      this.said = said;
    }

    void says(boolean withoutEnd, byte... bytes) {
      said = bytes;
      at = 0;
      endless = withoutEnd;
    }

    @Override
    public int read(ByteBuffer into) {
      reads++;
      int before = into.position();
      while (into.hasRemaining() && (endless || at < said.length)) {
        into.put(said[at % said.length]);
        at = endless ? (at + 1) % said.length : at + 1;
      }
      return into.position() - before;
    }

    @Override
    public void write(ByteBuffer... from) {
      for (ByteBuffer each : from) {
        while (each.hasRemaining()) {
          told.write(each.get());
        }
      }
    }

    byte[] take() {
      byte[] all = told.toByteArray();
      told.reset();
      return all;
    }

    @Override
    public boolean flush() {
      return true;
    }

    @Override
    public boolean holdsInput() {
      return false;
    }

    @Override
    public void end(End why) {}

    @Override
    public void want(boolean read, boolean write) {}

    @Override
    public void handTo(Actor actor) {}

    @Override
    public String peer() {
      return "";
    }

    @Override
    public void leave() {}

    @Override
    public void join(Loop loop) {}

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50, MUCH})
  void whoSendsPingsOrEmptyMessagesWithoutEndIsToldToGo(int room) throws IOException {
    for (byte[] frame : new byte[][] {PING, NO_DATA}) {
      Wire wire = new Wire(true, frame);
      WebSocketStream stream = new WebSocketStream(wire, ByteBuffer.allocate(0));
      assertEquals(-1, stream.read(ByteBuffer.allocate(room)));
      byte[] told = wire.take();
      String why = "frames without end that say nothing";
      byte[] last = Arrays.copyOfRange(told, told.length - why.length() - 4, told.length);
      assertEquals(CLOSED, Byte.toUnsignedInt(last[0]));
      assertEquals(1008, ByteBuffer.wrap(last).getShort(2));
    }
  }

  /** He may say so much; but a turn of the loop is not his alone. */
  @Test
  void whoIsRefusedAndSaysLittleAmongManyPingsLeavesTheLoopToOthers() throws Exception {
    byte[] some = new byte[8 << 10];
    for (int at = 0; at + PING.length < some.length - DATA.length; at += PING.length) {
      System.arraycopy(PING, 0, some, at, PING.length);
    }
    int at = (some.length - DATA.length) / PING.length * PING.length;
    System.arraycopy(DATA, 0, some, at, DATA.length);
    byte[] whole = Arrays.copyOf(some, at + DATA.length);
    Loop loop = new Loop(new BufferPool(1));
    Thread thread = new Thread(loop, "loop under test");
    thread.start();
    CountDownLatch gone = new CountDownLatch(1);
    AtomicBoolean before = new AtomicBoolean();
    Wire wire = new Wire(true, whole);
    loop.execute(
        () -> {
          WebSocketStream stream = new WebSocketStream(wire, ByteBuffer.allocate(0));
          Farewell.to(loop, stream, End.NORMAL, gone::countDown);
        });
    loop.execute(() -> before.set(gone.getCount() == 1));
    gone.await(); // his time is up
    loop.stop();
    thread.join();
    assertTrue(before.get(), "another had his turn before he was gone");
    assertTrue(wire.reads > 100, wire.reads + " reads: he is heard on");
  }

  @Test
  void whoSendsAsManyPingsButSaysSomethingAmongThemGoesOn() throws IOException {
    byte[] some = new byte[50 * PING.length + DATA.length];
    for (int n = 0; n < 50; n++) {
      System.arraycopy(PING, 0, some, n * PING.length, PING.length);
    }
    System.arraycopy(DATA, 0, some, 50 * PING.length, DATA.length);
    WebSocketStream stream = new WebSocketStream(new Wire(true, some), ByteBuffer.allocate(0));
    for (int n = 0; n < 1000; n++) {
      assertTrue(stream.read(ByteBuffer.allocate(50)) > 0);
    }
  }

  @Test
  void aLongPingThatIsReadByteByByteIsOne() throws IOException {
    byte[] some = new byte[6 + 125 + DATA.length];
    System.arraycopy(PING, 0, some, 0, 6);
    some[1] = (byte) (0x80 | 125);
    System.arraycopy(DATA, 0, some, 6 + 125, DATA.length);
    WebSocketStream stream = new WebSocketStream(new Wire(false, some), ByteBuffer.allocate(0));
    assertEquals(1, stream.read(ByteBuffer.allocate(1)));
  }

  private static TlsStream server(Wire wire, Certificates files) throws IOException {
    return new TlsStream(wire, new TlsKeys(files.certificate, files.key).engine(), new TlsRoom());
  }

  /** Warnings that no record of a handshake follows, and pieces of a handshake that have no end. */
  @ParameterizedTest
  @ValueSource(strings = {"15030300020164", "1503030002015a", "160303000400fffffb"})
  void whoNeverComesToTheEndOfItsHandshakeIsGivenUp(String record) throws Exception {
    TlsStream stream =
        server(new Wire(true, HexFormat.of().parseHex(record)), new Certificates(root, "EC"));
    assertThrows(SSLException.class, () -> stream.read(ByteBuffer.allocate(MUCH)));
  }

  @Test
  void whoChangesKeysWithoutEndIsGivenUp() throws Exception {
    Wire wire = new Wire(false);
    Certificates files = new Certificates(root, "EC");
    TlsStream stream = server(wire, files);
    SSLEngine client = files.trusting().createSSLEngine();
    client.setUseClientMode(true);
    shake(client, stream, wire);
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    for (int n = 0; n < 100; n++) {
      client.beginHandshake(); // a key update, of an engine that has made its handshake
      records.write(wrapped(client));
    }
    wire.says(false, records.toByteArray());
    SSLException end =
        assertThrows(SSLException.class, () -> stream.read(ByteBuffer.allocate(MUCH)));
    assertEquals("more than 32 TLS records in a row without data", end.getMessage());
  }

  private static void shake(SSLEngine client, TlsStream server, Wire wire) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(0);
    client.beginHandshake();
    while (client.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
      if (client.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
        client.getDelegatedTask().run();
      } else if (client.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        wire.says(false, wrapped(client));
        assertEquals(0, server.read(ByteBuffer.allocate(MUCH)));
      } else {
        answer = answer.hasRemaining() ? answer : ByteBuffer.wrap(wire.take());
        client.unwrap(answer, ByteBuffer.allocate(MUCH));
      }
    }
  }

  private static byte[] wrapped(SSLEngine client) throws SSLException {
    ByteBuffer out = ByteBuffer.allocate(MUCH);
    client.wrap(ByteBuffer.allocate(0), out);
    return Arrays.copyOf(out.array(), out.position());
  }
}
