package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One who came to a port for WebSockets, up to the answer to his HTTP request. */
final class Upgrade implements Actor {
  private static final System.Logger LOG = System.getLogger(Upgrade.class.getName());
  private static final int MAX_HEAD = 8 << 10;

  /** Called once. */
  interface Outcome {
    /** The stream speaks by frames now; null: nothing came of it, and it is closed. */
    void decided(@Nullable WebSocketStream framed);
  }

  private final Loop loop;
  private final Stream stream;
  private final Function<String, UpgradeRequest.Answer> judge;
  private final Outcome outcome;
  private final Loop.Alarm alarm;
  private final ByteBuffer head = ByteBuffer.allocate(MAX_HEAD);
  private final Framing framing = new LineFraming(LineFraming.HEAD);
  private @Nullable ByteBuffer answer;
  private boolean accepted;
  private int headEnd;
  private boolean over;
  private @Nullable Farewell farewell;

  /** The judge says what a head is answered. */
  Upgrade(
      Loop loop,
      Stream stream,
      Function<String, UpgradeRequest.Answer> judge,
      Duration patience,
      Outcome outcome) {
    this.loop = loop;
    this.stream = stream;
    this.judge = judge;
    this.outcome = outcome;
    this.alarm = loop.after(patience, this::abandon);
    stream.handTo(this);
  }

  @Override
  public void act() {
    try {
      if (answer == null) {
        read();
      }
      if (answer != null && !over) {
        write(answer);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a viewer left before its WebSocket: " + e);
      abandon();
    }
  }

  private void read() throws IOException {
    int count;
    do {
      count = stream.read(head);
      for (; answer == null && headEnd < head.position(); headEnd++) {
        if (framing.next(head.get(headEnd)) == Framing.State.COMPLETE) {
          answer(new String(head.array(), 0, headEnd + 1, StandardCharsets.ISO_8859_1));
        }
      }
    } while (count > 0 && answer == null && head.hasRemaining());
    if (count < 0) {
      throw new IOException("it ended");
    }
    if (answer == null && !head.hasRemaining()) {
      answer(""); // no head is as long
    }
    if (answer == null) {
      stream.want(true, !stream.flush());
    }
  }

  private void answer(String text) {
    UpgradeRequest.Answer found = judge.apply(text);
    accepted = found.accepted();
    answer = ByteBuffer.wrap(found.text().getBytes(StandardCharsets.US_ASCII));
  }

  private void write(ByteBuffer text) throws IOException {
    if (text.hasRemaining()) {
      stream.write(text);
    }
    if (text.hasRemaining() || !stream.flush()) {
      stream.want(false, true);
      return;
    }
    over = true;
    alarm.cancel();
    if (accepted) {
      outcome.decided(new WebSocketStream(stream, head.slice(headEnd, head.position() - headEnd)));
    } else {
      farewell = Farewell.to(loop, stream, End.NORMAL, () -> outcome.decided(null));
    }
  }

  /** Whether he has been refused, and has his time to hear that. */
  boolean isLeaving() {
    return farewell != null;
  }

  /** It ends, for others to come. For any thread. */
  void makeRoom() {
    loop.execute(this::abandon);
  }

  @Override
  public void abandon() {
    if (!over) {
      over = true;
      alarm.cancel();
      stream.close();
      outcome.decided(null);
    } else if (farewell != null) {
      farewell.abandon();
    }
  }
}
