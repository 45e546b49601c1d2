package io.synnefo.eventd;

import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the daemon's classes log while it is open, debug lines among it. */
final class LogUnderTest extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("io.synnefo.eventd");
  private final Collection<String> lines = new ConcurrentLinkedQueue<>();

  LogUnderTest() {
    setLevel(Level.ALL);
    logger.setLevel(Level.ALL);
    logger.addHandler(this);
  }

  /** How many lines hold that. */
  long count(String part) {
    return lines.stream().filter(line -> line.contains(part)).count();
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(new SimpleFormatter().format(line));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setLevel(null);
  }
}
