package io.synnefo.wire.queue;

import io.synnefo.wire.ganeti.RoutingKeys;
import io.synnefo.wire.mail.MailKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The queue configuration of an installation: the list that comes with the application and the
 * operator's own on top of it.
 *
 * @param prefix of the installation's instances, without a trailing dash
 * @param file the operator's list, of the same form as {@code queues.json}
 * @param debug whether queues for debugging are wanted
 */
public record QueueConfiguration(String prefix, Optional<Path> file, boolean debug) {
  /** Setting: file of the operator's list. */
  public static final String FILE = "synnefo.dispatch.queues-file";

  /** Setting: whether queues for debugging are wanted. */
  public static final String DEBUG = "synnefo.dispatch.debug";

  private static final String DEFAULT = "queues.json";
  private static final String ANY_TEMPLATE = "test";
  private static final QueueList NONE = new QueueList(List.of(), List.of());
  private static final int MAX_BYTES = 1 << 20;

  /**
   * The configuration that the settings tell.
   *
   * @param setting the value of a key, if it is set
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public static QueueConfiguration of(String prefix, Function<String, Optional<String>> setting) {
    String debug = setting.apply(DEBUG).orElse("false");
    if (!debug.equals("true") && !debug.equals("false")) {
      throw new IllegalArgumentException(DEBUG + " must be true or false: " + debug);
    }
    return new QueueConfiguration(
        prefix, setting.apply(FILE).map(QueueConfiguration::path), debug.equals("true"));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(FILE + " is no file's name: " + e.getMessage(), e);
    }
  }

  /**
   * The queues, complete and consistent.
   *
   * @throws IllegalArgumentException naming all that is wrong, and where
   */
  public QueueList load() {
    QueueList own = new QueueListReader(DEFAULT, prefix, NONE).read(resource());
    QueueList all = file.map(path -> own.with(operators(path, own))).orElse(own);
    QueueList wanted =
        new QueueList(
            all.exchanges(),
            all.queues().stream().filter(queue -> debug || !queue.debug()).toList());
    List<String> problems = wanted.problems(published());
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("queue configuration: " + String.join("; ", problems));
    }
    return wanted;
  }

  /** Every key that the event daemon, the progress monitor or the application publishes. */
  private List<Binding> published() {
    List<Binding> keys = new ArrayList<>();
    RoutingKeys.ofEvents(List.of(prefix))
        .forEach(key -> keys.add(new Binding(RoutingKeys.EXCHANGE, key)));
    keys.add(new Binding(RoutingKeys.EXCHANGE, RoutingKeys.progress(prefix)));
    keys.add(new Binding(MailKeys.EXCHANGE, MailKeys.of(prefix, ANY_TEMPLATE)));
    return keys;
  }

  private QueueList operators(Path path, QueueList own) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new IllegalArgumentException(
            "queue configuration: " + path + " is larger than " + MAX_BYTES + " bytes");
      }
      return new QueueListReader(path.toString(), prefix, own).read(Files.readAllBytes(path));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "queue configuration: " + path + " cannot be read: " + e, e);
    }
  }

  private static byte[] resource() {
    try (InputStream in = QueueConfiguration.class.getResourceAsStream(DEFAULT)) {
      if (in == null) {
        throw new IllegalStateException(DEFAULT + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
