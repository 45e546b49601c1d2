package io.synnefo.vncauthproxy;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that is logged, down to debug, while it is open. */
final class LogUnderTest extends Handler implements AutoCloseable {
  private static final Logger OURS = Logger.getLogger("io.synnefo");

  private final StringBuilder text = new StringBuilder();
  private final SimpleFormatter formatter = new SimpleFormatter();
  private final Level before = OURS.getLevel();

  LogUnderTest() {
    OURS.setLevel(Level.ALL);
    OURS.addHandler(this);
  }

  synchronized String text() {
    return text.toString();
  }

  @Override
  public synchronized void publish(LogRecord record) {
    text.append(formatter.format(record));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    OURS.removeHandler(this);
    OURS.setLevel(before);
  }
}
