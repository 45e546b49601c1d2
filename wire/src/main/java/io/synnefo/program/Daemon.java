package io.synnefo.program;

import java.io.IOException;

/** What a program runs for as long as it is not told to end. */
public interface Daemon {
  /**
   * Returns when it was stopped (true), or a thread of it died of a defect (false).
   *
   * @param readiness is told once that the daemon does its work, and of what changed later
   */
  boolean run(Readiness readiness) throws InterruptedException;

  /**
   * {@link #run} returns, and nothing of the daemon is left. Called by another thread.
   *
   * @throws IOException it is stopped, but could not put something away
   */
  void stop() throws InterruptedException, IOException;
}
