package io.synnefo.vncauthproxy;

import io.synnefo.program.Faults;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A console that is seen: what the viewer says goes to the machine, and the reverse. */
final class Relay implements Actor {
  /** As many as both directions hold at most. */
  static final int BUFFERS = 2;

  private final Loop loop;
  private final Stream viewer;
  private final Stream backend;
  private final Pump toBackend;
  private final Pump toViewer;
  private final Limits limits;
  private final Ending ending;
  private Loop.@Nullable Alarm drained;
  private Loop.@Nullable Alarm stalled;
  private Loop.@Nullable Alarm beat;
  private final Pulse pulse;
  private boolean again; // it will act without being told
  private boolean over;

  /**
   * How long is waited for somebody who is behind.
   *
   * @param stall for one that takes nothing at all of what waits for him
   * @param drain for the machine's last words after the viewer ended
   * @param ping from one ping of a viewer that can be pinged to the next
   */
  record Limits(Duration stall, Duration drain, Duration ping) {}

  /** What becomes of both streams in the end. */
  interface Ending {
    /**
     * Called once; both are still open.
     *
     * @param why what the viewer is told behind what was passed on; null: a connection is broken
     */
    void ended(@Nullable CloseCode why, String how);
  }

  Relay(Loop loop, Stream viewer, Stream backend, Limits limits, Ending ending) {
    this.loop = loop;
    this.viewer = viewer;
    this.backend = backend;
    this.limits = limits;
    this.ending = ending;
    this.pulse = new Pulse(viewer);
    this.toBackend = new Pump(viewer, backend, loop.buffers());
    this.toViewer = new Pump(backend, viewer, loop.buffers());
  }

  /** Both streams are its own from now on. */
  void start() {
    viewer.handTo(this);
    backend.handTo(this);
    if (viewer.signs() >= 0) {
      awaitBeat();
    }
    act();
  }

  /** How many the viewer has said. For any thread. */
  long bytesIn() {
    return toBackend.bytes();
  }

  /** How many the machine has said. For any thread. */
  long bytesOut() {
    return toViewer.bytes();
  }

  @Override
  public void act() {
    if (over) {
      return;
    }
    try {
      boolean more = toBackend.move();
      more |= toViewer.move();
      if (toViewer.isDone()) {
        end(CloseCode.ENDED, "the server closed it");
        return;
      }
      if (toBackend.isDone() && drained == null) { // the machine may have something left to say
        endBackend();
        drained = loop.after(limits.drain, () -> end(CloseCode.ENDED, "the viewer closed it"));
      }
      boolean viewerBehind = !viewer.flush() || toViewer.isHeld();
      boolean backendBehind = !backend.flush() || toBackend.isHeld();
      viewer.want(toBackend.wantsInput(), viewerBehind);
      backend.want(toViewer.wantsInput(), backendBehind);
      if ((viewerBehind || backendBehind) && stalled == null) {
        watch();
      }
      if (more && !again) {
        again = true;
        loop.execute(
            () -> {
              again = false;
              act();
            });
      }
    } catch (BrokenException e) {
      broken(e.isOf(backend), e);
    } catch (IOException e) {
      broken(false, e);
    }
  }

  private void endBackend() throws BrokenException {
    try {
      backend.end(End.NORMAL);
    } catch (IOException e) {
      throw new BrokenException(backend, e);
    }
  }

  /** A machine that is killed resets its connection, or is never heard of again. */
  private void broken(boolean ofBackend, IOException how) {
    if (ofBackend) {
      end(CloseCode.ENDED, "the server's connection broke: " + Faults.text(how));
    } else {
      end(null, "the viewer's connection broke: " + Faults.text(how));
    }
  }

  private void watch() {
    long viewerHad = toViewer.bytes();
    long backendHad = toBackend.bytes();
    stalled =
        loop.after(
            limits.stall,
            () -> {
              stalled = null;
              String howLong = " took nothing for " + limits.stall.toSeconds() + " s";
              if (toViewer.isStuck(viewerHad)) {
                end(CloseCode.IDLE, "the viewer" + howLong);
              } else if (toBackend.isStuck(backendHad)) {
                end(CloseCode.STUCK, "the server" + howLong);
              } else if (toViewer.isHeld() || toBackend.isHeld()) {
                watch();
              }
            });
  }

  /**
   * A viewer that takes what waits for it is alive though its answers are late; one whose machine
   * takes nothing is not heard.
   */
  private void awaitBeat() {
    long before = toViewer.bytes();
    beat =
        loop.after(
            limits.ping,
            () -> {
              boolean takes = toViewer.isHeld() && toViewer.bytes() != before;
              try {
                if (pulse.beat(takes || toBackend.isHeld())) {
                  awaitBeat();
                  act();
                } else {
                  end(CloseCode.IDLE, "the viewer answers no ping");
                }
              } catch (IOException e) {
                broken(false, e);
              }
            });
  }

  /** The console ends now, whoever wishes it. */
  void end(@Nullable CloseCode why, String how) {
    if (over) {
      return;
    }
    over = true;
    for (Loop.Alarm alarm : new Loop.Alarm[] {drained, stalled, beat}) {
      if (alarm != null) {
        alarm.cancel();
      }
    }
    toBackend.stop();
    toViewer.stop();
    ending.ended(why, how);
  }

  @Override
  public void abandon() {
    end(null, "it was given up");
  }
}
