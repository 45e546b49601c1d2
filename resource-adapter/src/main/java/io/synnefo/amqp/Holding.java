package io.synnefo.amqp;

import io.synnefo.wire.text.Printable;
import java.lang.System.Logger.Level;

/** One message that may have to be kept by its session, and how that is shown and said. */
final class Holding implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Holding.class.getName());

  private final String queue;
  private final ConsumerFigures figures;
  private boolean held;
  private String reason = "";

  Holding(String queue, ConsumerFigures figures) {
    this.queue = queue;
    this.figures = figures;
  }

  /** It is kept, once more; the same reason again is no news. */
  void because(String why) {
    figures.held(why, held);
    held = true;
    Level level = why.equals(reason) ? Level.DEBUG : Level.WARNING;
    reason = why;
    LOG.log(level, "{0}: message kept, not its fault: {1}", queue, Printable.of(why));
  }

  /** It is kept no more; not before: a database that answers may still take nothing. */
  void ends() {
    if (held) {
      held = false;
      figures.released();
    }
  }

  @Override
  public void close() {
    ends();
  }
}
