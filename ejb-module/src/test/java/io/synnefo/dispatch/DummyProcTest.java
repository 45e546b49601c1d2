package io.synnefo.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

class DummyProcTest {
  private static final class Lines extends Handler {
    private final List<String> all = new ArrayList<>();

    @Override
    public void publish(LogRecord line) {
      all.add(new SimpleFormatter().formatMessage(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void aMessageIsToldByItsNameAndSizeAndNothingOfItsContent() {
    Logger logger = Logger.getLogger(DummyProc.class.getName());
    Lines lines = new Lines();
    logger.addHandler(lines);
    try {
      new DummyProc().onMessage(Messages.of("hunter2"));
    } finally {
      logger.removeHandler(lines);
    }
    assertEquals(1, lines.all.size());
    String line = lines.all.get(0);
    assertTrue(line.startsWith("message ID:1 of 7 bytes in "), line);
    assertFalse(line.contains("hunter2"), line);
  }
}
