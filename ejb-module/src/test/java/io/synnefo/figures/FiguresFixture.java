package io.synnefo.figures;

import java.time.Clock;

/** Figures as the container would wire them. */
public final class FiguresFixture {
  private FiguresFixture() {}

  /** Nothing is counted yet. */
  public static HandledEvents handledEvents(Clock clock) {
    HandledEvents wired = new HandledEvents();
    wired.clock = clock;
    return wired;
  }
}
