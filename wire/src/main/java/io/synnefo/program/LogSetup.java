package io.synnefo.program;

import jakarta.json.JsonObjectBuilder;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.jspecify.annotations.Nullable;

/** The JDK's logging, set up as one line per record. */
public final class LogSetup {
  // held here: the log manager keeps loggers by weak references only
  private static final Logger ROOT = Logger.getLogger("");
  private static final Logger OURS = Logger.getLogger("io.synnefo");

  private LogSetup() {}

  /** The JDK's own would take the handlers away as soon as the process is told to end. */
  public static final class KeptHandlers extends LogManager {
    /** For the JDK, which makes one. */
    public KeptHandlers() {}

    @Override
    public void reset() {
      // handlers flush each line: nothing needs to be closed
    }
  }

  /** Everything logged from now on goes to the file (appended), or to standard error. */
  static void to(@Nullable Path file, boolean debug) throws IOException {
    System.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL%1$tz %4$s %5$s%6$s%n");
    OutputStream out = file == null ? System.err : new FileOutputStream(file.toFile(), true);
    for (Handler old : ROOT.getHandlers()) {
      ROOT.removeHandler(old);
    }
    Handler handler = new Flushing(out);
    handler.setEncoding(StandardCharsets.UTF_8.name());
    handler.setLevel(Level.ALL);
    ROOT.addHandler(handler);
    ROOT.setLevel(Level.WARNING);
    level(debug);
  }

  /**
   * From now on each line is a JSON object.
   *
   * @param about adds what the line is about, given the first argument of its message
   */
  static void asJson(BiConsumer<JsonObjectBuilder, String> about) {
    for (Handler handler : ROOT.getHandlers()) {
      handler.setFormatter(new JsonLines(about));
    }
  }

  /** From now on what is of interest for a defect alone is logged, too, or no more. */
  public static void level(boolean debug) {
    OURS.setLevel(debug ? Level.FINE : Level.INFO);
  }

  private static final class Flushing extends StreamHandler {
    Flushing(OutputStream out) {
      super(out, new SimpleFormatter());
    }

    @Override
    public synchronized void publish(LogRecord record) {
      super.publish(record);
      flush();
    }
  }
}
