package io.synnefo.vncauthproxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection on which one question is asked, however many segments it comes in. */
final class OneQuestion implements Actor, Reply {
  private static final System.Logger LOG = System.getLogger(OneQuestion.class.getName());
  private static final int PART = 2 << 10; // of a question, at once

  private final Loop loop;
  private final Stream stream;
  private final Manner manner;
  private final Newcomers<OneQuestion> newcomers;
  private final Framing framing;
  private final Runnable closed;
  private final ByteArrayOutputStream question = new ByteArrayOutputStream();
  private Loop.Alarm alarm;
  private boolean asked;
  private @Nullable ByteBuffer answer;
  private Runnable lost = () -> {};
  private boolean over;

  /**
   * How one asks.
   *
   * @param mostBytes of a question
   * @param patience with who asks, and again with who is answered
   */
  record Manner(Supplier<Framing> framing, int mostBytes, Duration patience, Answering answering) {}

  /** He is one of those newcomers until he has asked. */
  OneQuestion(
      Loop loop, Stream stream, Manner manner, Newcomers<OneQuestion> newcomers, Runnable closed) {
    this.loop = loop;
    this.stream = stream;
    this.manner = manner;
    this.newcomers = newcomers;
    this.framing = manner.framing.get();
    this.closed = closed;
    this.alarm = loop.after(manner.patience, this::late);
    stream.handTo(this);
  }

  void begin() {
    newcomers.came(this);
    act();
  }

  @Override
  public void act() {
    try {
      if (!asked) {
        hear();
      }
      if (answer != null && !over) {
        say(answer);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "who asked is gone: " + e);
      abandon();
    }
  }

  private void hear() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(PART);
    int count = stream.read(buffer);
    while (count > 0 && !asked) {
      hear(buffer.flip());
      count = asked ? 0 : stream.read(buffer.clear());
    }
    if (count < 0) {
      ask(false);
    }
    if (!asked) {
      stream.want(true, !stream.flush());
    }
  }

  private void hear(ByteBuffer bytes) {
    while (bytes.hasRemaining() && !asked) {
      byte one = bytes.get();
      question.write(one);
      Framing.State state = framing.next(one);
      if (state != Framing.State.MORE || question.size() == manner.mostBytes) {
        ask(state == Framing.State.COMPLETE);
      }
    }
  }

  private void ask(boolean complete) {
    asked = true;
    newcomers.left(this);
    alarm.cancel();
    stream.want(false, false);
    manner.answering.answer(loop, complete, question.toByteArray(), this);
  }

  private void late() {
    if (!asked && question.size() > 0) {
      ask(false);
    } else {
      LOG.log(System.Logger.Level.DEBUG, "somebody neither asked nor took his answer in time");
      abandon();
    }
  }

  @Override
  public void send(byte[] text, Runnable ifLost) {
    if (over) {
      ifLost.run();
      return;
    }
    lost = ifLost;
    answer = ByteBuffer.wrap(text);
    alarm = loop.after(manner.patience, this::late);
    act();
  }

  private void say(ByteBuffer text) throws IOException {
    if (text.hasRemaining()) {
      stream.write(text);
    }
    if (text.hasRemaining() || !stream.flush()) {
      stream.want(false, true);
      return;
    }
    over = true;
    alarm.cancel();
    Farewell.to(loop, stream, End.NORMAL, closed);
  }

  /** He has not asked, and is gone for others to come. For any thread. */
  void makeRoom() {
    loop.execute(
        () -> {
          if (!asked) { // meanwhile
            abandon();
          }
        });
  }

  @Override
  public void abandon() {
    if (!over) {
      over = true;
      newcomers.left(this);
      alarm.cancel();
      stream.close();
      closed.run();
      lost.run();
    }
  }
}
