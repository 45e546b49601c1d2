package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;

/** What goes in binary messages of a WebSocket, over another stream. */
final class WebSocketStream implements Stream {
  private static final System.Logger LOG = System.getLogger(WebSocketStream.class.getName());
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int MOST_IDLE = 64; // reads at once without data,
  private static final int MOST_IDLE_BYTES = 16 << 10; // as soon as they were as many bytes
  private static final int MAX_CONTROLS = 4; // that wait; a peer which does not read gets no more

  private final Stream inner;
  private final FrameDecoder decoder = new FrameDecoder();
  private ByteBuffer early;
  private final ArrayDeque<ByteBuffer> controls = new ArrayDeque<>();
  private ByteBuffer header = NOTHING;
  private int frameLeft; // of the payload that the header promised
  private long signs;
  private boolean closeQueued;
  private boolean ending;
  private boolean broken;

  /**
   * Over a stream whose upgrade has been answered.
   *
   * @param early what came behind the head of the request; copied, since its buffer has room for
   *     the longest head
   */
  WebSocketStream(Stream inner, ByteBuffer early) {
    this.inner = inner;
    this.early = ByteBuffer.allocate(early.remaining()).put(early).flip();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int bytes = 0;
    for (int idle = 0; isOpen() && into.hasRemaining(); idle++) {
      if (idle >= MOST_IDLE && bytes >= MOST_IDLE_BYTES) {
        breaks(End.refused("frames without end that say nothing")); // others would have no turn
        flush();
        break;
      }
      ByteBuffer part = into.slice(into.position(), into.remaining());
      int read = readRaw(part);
      if (read <= 0) {
        return read;
      }
      signs++;
      bytes += read;
      decode(part.flip());
      answerControls();
      if (part.position() > 0) {
        into.position(into.position() + part.position());
        return part.position();
      }
    }
    return isOpen() ? 0 : -1;
  }

  private boolean isOpen() {
    return decoder.closeCode() == 0 && !broken;
  }

  /** Who breaks the rules is told so, and is heard no more. */
  private void decode(ByteBuffer frames) {
    try {
      decoder.decode(frames);
    } catch (FrameException e) {
      frames.position(0);
      breaks(new End(e.code, String.valueOf(e.getMessage())));
    }
  }

  private void breaks(End rules) {
    LOG.log(System.Logger.Level.DEBUG, "a WebSocket breaks the rules: " + rules.text());
    broken = true;
    queueClose(rules);
  }

  private int readRaw(ByteBuffer part) throws IOException {
    if (!early.hasRemaining()) {
      return inner.read(part);
    }
    int count = Math.min(early.remaining(), part.remaining());
    part.put(early.slice(early.position(), count));
    early.position(early.position() + count);
    if (!early.hasRemaining()) {
      early = NOTHING;
    }
    return count;
  }

  private void answerControls() throws IOException {
    Optional<byte[]> ping = decoder.takePing();
    if (ping.isPresent() && controls.size() < MAX_CONTROLS && !closeQueued) {
      controls.add(Frames.pong(ping.get()));
    }
    if (decoder.closeCode() != 0) {
      queueClose(End.NORMAL);
    }
    flush();
  }

  private void queueClose(End why) {
    if (!closeQueued) {
      closeQueued = true;
      controls.add(Frames.close(why.code(), why.text()));
    }
  }

  @Override
  public void write(ByteBuffer... from) throws IOException {
    for (ByteBuffer each : from) {
      if (closeQueued && frameLeft == 0) {
        each.position(each.limit()); // a peer that has closed wants no more
      }
      while (each.hasRemaining() && writeFrame(each)) {
        // the next frame
      }
    }
  }

  /** Whether a whole frame has been taken. */
  private boolean writeFrame(ByteBuffer from) throws IOException {
    if (frameLeft == 0) {
      if (!flush()) {
        return false;
      }
      header = Frames.header(Frames.BINARY, from.remaining());
      frameLeft = from.remaining();
    }
    int limit = from.limit();
    int before = from.position();
    from.limit(Math.min(limit, before + frameLeft));
    inner.write(header, from);
    from.limit(limit);
    frameLeft -= from.position() - before;
    return frameLeft == 0;
  }

  @Override
  public boolean flush() throws IOException {
    if (frameLeft > 0) {
      return false; // its rest is with whoever writes
    }
    while (!controls.isEmpty()) {
      inner.write(controls.element());
      if (controls.element().hasRemaining()) {
        return false;
      }
      controls.remove();
    }
    if (!inner.flush()) {
      return false;
    }
    if (ending) {
      ending = false;
      inner.end(End.NORMAL);
      return inner.flush();
    }
    return true;
  }

  @Override
  public boolean holdsInput() {
    return early.hasRemaining() || inner.holdsInput();
  }

  @Override
  public void end(End why) throws IOException {
    frameLeft = 0; // what is left of a frame will not come: the close frame is lost in it, at worst
    queueClose(why);
    ending = true;
    flush();
  }

  @Override
  public void want(boolean read, boolean write) {
    inner.want(read, write || !controls.isEmpty());
  }

  @Override
  public void handTo(Actor actor) {
    inner.handTo(actor);
  }

  /** The first message may be text; there is one, of whatever length, as soon as it has ended. */
  void allowTextFirst() {
    decoder.allowTextFirst();
  }

  /** How many messages of the peer's have been read to their end. */
  long messages() {
    return decoder.messages();
  }

  @Override
  public String peer() {
    return inner.peer();
  }

  @Override
  public void ping() throws IOException {
    if (controls.size() < MAX_CONTROLS && !closeQueued) {
      controls.add(Frames.ping());
    }
    flush();
  }

  @Override
  public long signs() {
    return signs;
  }

  @Override
  public void leave() {
    inner.leave();
  }

  @Override
  public void join(Loop loop) throws IOException {
    inner.join(loop);
  }

  @Override
  public void close() {
    inner.close();
  }
}
