package io.synnefo.testbed.eventcheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges a recording by a cluster's job files; as a program it prints a table or JSON. */
public final class EventCheck {
  private static final String USAGE =
      """
      usage: EventCheck --queue-dir DIR... --recording FILE --cluster NAME --cluster-uuid UUID
                        [--prefix P[,P...]] [--json]

        --queue-dir      Ganeti's queue directory; may be repeated: the first one is the
                         master's, and true; the others are of nodes that are it no more;
                         DIR@N: the node died when N messages had arrived
        --recording      what arrived: a line a message, {"key":..., "id":..., "body":"..."}
        --prefix         of the clouds, snf if absent

      Exit: 0 all arrived as the files say, 1 there are findings, 2 wrong usage.
      """;

  private static final Pattern DEAD = Pattern.compile("(.+)@(\\d{1,9})");

  private final List<Path> queues = new ArrayList<>();
  private final Map<Path, Integer> lastWords = new HashMap<>();
  private Path recording = Path.of("");
  private String cluster = "";
  private String uuid = "";
  private String prefixes = "snf";
  private boolean json;

  private EventCheck() {}

  /** The recording is read before the files, which may be ahead of it. */
  static Verdict check(
      Cluster cluster, List<Path> queues, Path recording, Map<Path, Integer> lastWords)
      throws IOException {
    List<Arrival> arrivals = new Recording(recording).read();
    return Judge.judge(cluster, new JobFolders(queues), arrivals, lastWords);
  }

  /** As the usage says. */
  public static void main(String[] arguments) throws IOException {
    System.exit(run(arguments));
  }

  static int run(String... arguments) throws IOException {
    EventCheck wish = new EventCheck();
    try {
      wish.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.print(e.getMessage() + "\n" + USAGE);
      return 2;
    }
    Cluster whose = new Cluster(wish.uuid, wish.cluster, List.of(wish.prefixes.split(",")));
    Verdict verdict = check(whose, wish.queues, wish.recording, wish.lastWords);
    System.out.print(wish.json ? verdict.toJson() + "\n" : verdict.table());
    return verdict.isClean() ? 0 : 1;
  }

  private void parse(String... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--json")) {
        json = true;
        continue;
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " needs a value");
      }
      set(arguments[i], arguments[++i]);
    }
    if (queues.isEmpty() || cluster.isEmpty() || uuid.isEmpty() || !Files.exists(recording)) {
      throw new IllegalArgumentException("a queue directory, recording, name or UUID is missing");
    }
  }

  private void queue(String value) {
    Matcher dead = DEAD.matcher(value);
    if (dead.matches()) {
      queues.add(Path.of(dead.group(1)));
      lastWords.put(Path.of(dead.group(1)), Integer.valueOf(dead.group(2)));
    } else {
      queues.add(Path.of(value));
    }
  }

  private void set(String option, String value) {
    switch (option) {
      case "--queue-dir" -> queue(value);
      case "--recording" -> recording = Path.of(value);
      case "--cluster" -> cluster = value;
      case "--cluster-uuid" -> uuid = value;
      case "--prefix" -> prefixes = value;
      default -> throw new IllegalArgumentException("there is no option " + option);
    }
  }
}
