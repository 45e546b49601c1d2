package io.synnefo.program;

import io.synnefo.program.CommandLine.Action;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The options that all programs understand, and those that one of them adds. For one thread. */
public final class Options {
  private final Map<String, Question> questions = new LinkedHashMap<>();
  private final Map<String, String> settings = new HashMap<>();

  /**
   * What the running program is asked.
   *
   * @param word of the option's value; of "" if it takes none
   * @param json the word with {@code --json}; empty: that does not go with it
   */
  private record Question(boolean takesValue, UnaryOperator<String> word, String json) {}

  /** Those of all programs. */
  public Options() {
    question("--status", "table", "json");
    question("--metrics", "metrics", "");
    question("--log-level", Options::level);
  }

  /**
   * The option puts that word to the running program.
   *
   * @param json the word with {@code --json}; empty: that does not go with it
   */
  public Options question(String option, String word, String json) {
    questions.put(option, new Question(false, value -> word, json));
    return this;
  }

  /**
   * The option takes a value and puts the word that is made of it to the running program.
   *
   * @param word throws an IllegalArgumentException, with a text for the operator, if the value does
   *     not serve
   */
  public Options question(String option, UnaryOperator<String> word) {
    questions.put(option, new Question(true, word, ""));
    return this;
  }

  /** The option takes a value, which stands above the setting's. */
  public Options setting(String option, String key) {
    settings.put(option, key);
    return this;
  }

  /**
   * What they say; of what cannot be done together, the last counts.
   *
   * @throws IllegalArgumentException the text says which one is wrong
   */
  public CommandLine parse(String... args) {
    ArrayDeque<String> rest = new ArrayDeque<>(Arrays.asList(args));
    Action action = Action.RUN;
    String word = "";
    String inJson = "";
    boolean debug = false;
    boolean json = false;
    Map<String, Path> files = new HashMap<>();
    Map<String, String> overrides = new HashMap<>();
    while (!rest.isEmpty()) {
      String option = rest.remove();
      Question question = questions.get(option);
      if (question != null) {
        action = Action.ASK;
        word = question.word().apply(question.takesValue() ? value(option, rest) : "");
        inJson = question.json();
        continue;
      }
      switch (option) {
        case "-d", "--debug" -> debug = true;
        case "--help", "-h" -> action = Action.HELP;
        case "--version" -> action = Action.VERSION;
        case "--json" -> json = true;
        case "-c", "--config" -> files.put("config", Path.of(value(option, rest)));
        case "-l", "--log" -> files.put("log", Path.of(value(option, rest)));
        case "--pid-file" -> files.put("pid", Path.of(value(option, rest)));
        default -> overrides.put(key(option), value(option, rest));
      }
    }
    if (json && (action != Action.ASK || inJson.isEmpty())) {
      throw new IllegalArgumentException("--json goes with " + goWithJson());
    }
    String asked = action == Action.ASK ? (json ? inJson : word) : "";
    return commandLine(action, asked, debug, files, overrides);
  }

  private static CommandLine commandLine(
      Action action,
      String question,
      boolean debug,
      Map<String, Path> files,
      Map<String, String> overrides) {
    return new CommandLine(
        action,
        question,
        debug,
        Optional.ofNullable(files.get("config")),
        Optional.ofNullable(files.get("log")),
        Optional.ofNullable(files.get("pid")),
        overrides);
  }

  private String goWithJson() {
    return questions.entrySet().stream()
        .filter(each -> !each.getValue().json().isEmpty())
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(" and "));
  }

  private String key(String option) {
    @Nullable String key = settings.get(option);
    if (key == null) {
      throw new IllegalArgumentException("no such option: " + option);
    }
    return key;
  }

  private static String level(String word) {
    if (word.equals("info") || word.equals("debug")) {
      return word;
    }
    throw new IllegalArgumentException("--log-level is info or debug, not " + word);
  }

  private static String value(String option, ArrayDeque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.remove();
  }
}
