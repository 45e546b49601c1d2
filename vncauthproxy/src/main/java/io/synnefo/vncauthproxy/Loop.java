package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One thread, and all that waits for it: sockets that are ready, deadlines, work handed over. What
 * it calls never waits; so one console never holds up another.
 *
 * <p>Only {@link #execute} is for other threads. Work that is handed over is bounded by those who
 * hand it: each connection has at most one piece of work elsewhere.
 */
final class Loop implements Runnable {
  private static final System.Logger LOG = System.getLogger(Loop.class.getName());
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Selector selector;
  private final BufferPool buffers;
  private final ConcurrentLinkedQueue<Runnable> handed = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<Runnable> afterSelect = new ArrayDeque<>();
  private final TreeSet<Alarm> alarms = new TreeSet<>();
  private long alarmsSet;
  private final AtomicInteger leaving = new AtomicInteger();
  private @Nullable TlsRoom tlsRoom;
  private volatile boolean stopped;

  /** The buffers are all loops'. */
  Loop(BufferPool buffers) throws IOException {
    this.buffers = buffers;
    selector = Selector.open();
  }

  /** Something that happens later, unless it is cancelled. */
  final class Alarm implements Comparable<Alarm> {
    private final long due;
    private final long number;
    private final Runnable what;

    private Alarm(long due, long number, Runnable what) {
      this.due = due;
      this.number = number;
      this.what = what;
    }

    /** It does not happen any more. */
    void cancel() {
      alarms.remove(this);
    }

    @Override
    public int compareTo(Alarm other) {
      long later = due - other.due; // by difference: the clock's origin is arbitrary
      return later == 0 ? Long.compare(number, other.number) : Long.signum(later);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(number);
    }
  }

  BufferPool buffers() {
    return buffers;
  }

  /** Where TLS is worked; made with the first who comes with it. */
  TlsRoom tlsRoom() {
    TlsRoom room = tlsRoom;
    if (room == null) {
      room = new TlsRoom();
      tlsRoom = room;
    }
    return room;
  }

  /** The work is done by the loop's thread, soon. For any thread. */
  void execute(Runnable work) {
    handed.add(work);
    selector.wakeup();
  }

  /** The channel's readiness is the actor's business. */
  SelectionKey register(SelectableChannel channel, int operations, Actor actor) throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, operations, actor);
  }

  /** That happens after so long. */
  Alarm after(Duration time, Runnable what) {
    Alarm alarm = new Alarm(System.nanoTime() + time.toNanos(), alarmsSet++, what);
    alarms.add(alarm);
    return alarm;
  }

  /** One more, or one less, is owed his last words. */
  void countLeaving(int change) {
    leaving.addAndGet(change);
  }

  /** How many are owed their last words. For any thread. */
  int leaving() {
    return leaving.get();
  }

  /** That happens once channels which are closed now have let go of their ports. */
  void afterClosing(Runnable what) {
    afterSelect.add(what);
  }

  /** Everybody who waits here is abandoned, and the thread ends. For any thread. */
  void stop() {
    stopped = true;
    selector.wakeup();
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        round();
      }
    } catch (IOException e) {
      throw new IllegalStateException("the selector is broken", e);
    } finally {
      end();
    }
  }

  private void round() throws IOException {
    if (handed.isEmpty() && afterSelect.isEmpty()) {
      selector.select(patience());
    } else {
      selector.selectNow();
    }
    List<Runnable> closed = new ArrayList<>(afterSelect); // what comes from now on: next time
    afterSelect.clear();
    closed.forEach(this::guarded);
    for (SelectionKey key : List.copyOf(selector.selectedKeys())) {
      if (key.isValid() && key.attachment() instanceof Actor actor) {
        act(actor);
      }
    }
    selector.selectedKeys().clear();
    for (int left = handed.size(); left > 0; left--) { // what it hands over anew: next time
      Runnable work = handed.poll();
      if (work != null) {
        guarded(work);
      }
    }
    while (!alarms.isEmpty() && alarms.first().due - System.nanoTime() <= 0) {
      Alarm due = alarms.first();
      alarms.remove(due);
      guarded(due.what);
    }
  }

  /** In milliseconds; never 0, which would be for ever, and never below it. */
  private long patience() {
    long nanos = alarms.isEmpty() ? Long.MAX_VALUE : alarms.first().due - System.nanoTime();
    return Math.max(1, Math.min(nanos / NANOS_PER_MILLI + 1, 60_000));
  }

  private static void act(Actor actor) {
    try {
      actor.act();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a connection is given up because of a defect", e);
      actor.abandon();
    } catch (OutOfMemoryError e) { // the others have what they need
      LOG.log(System.Logger.Level.ERROR, "a connection is given up: " + e.getMessage());
      actor.abandon();
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.log(System.Logger.Level.ERROR, "a piece of work failed by a defect", e);
    }
  }

  private void end() {
    for (SelectionKey key : List.copyOf(selector.keys())) {
      if (key.attachment() instanceof Actor actor) {
        guarded(actor::abandon);
      }
    }
    try {
      selector.close();
    } catch (ClosedChannelException e) {
      LOG.log(System.Logger.Level.DEBUG, "the selector is closed already");
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the selector cannot be closed: " + e);
    }
  }
}
