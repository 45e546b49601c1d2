package io.synnefo.api.http;

import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.kernel.Sort;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The filters of a list; a wrong one is named in the fault. */
public final class Query {
  private static final Set<String> YES = Set.of("1", "t", "true", "on", "y", "yes");
  private static final Set<String> NO = Set.of("0", "f", "false", "off", "n", "no");

  private final MultivaluedMap<String, String> parameters;

  private Query(MultivaluedMap<String, String> parameters) {
    this.parameters = parameters;
  }

  /** What stands behind the question mark. */
  public static Query of(UriInfo uri) {
    return new Query(uri.getQueryParameters());
  }

  /** Whether it is there, with a value. */
  public boolean has(String name) {
    return text(name).isPresent();
  }

  /** The first value that is not empty. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(parameters.getFirst(name)).filter(value -> !value.isEmpty());
  }

  /**
   * The value as a number.
   *
   * @fault badRequest 400 when it is not a whole number of at least 0
   */
  public Optional<Integer> whole(String name) {
    return text(name)
        .map(
            value -> {
              if (value.matches("\\d{1,9}")) {
                return Integer.parseInt(value);
              }
              throw wrong(name, "It must be a whole number of at least 0.");
            });
  }

  /** Whether it says yes, as Python's clients write it. */
  public boolean flag(String name) {
    return text(name)
        .filter(value -> value.equalsIgnoreCase("true") || value.equals("1"))
        .isPresent();
  }

  /**
   * Whether it says yes: also when it stands there without a value, as OpenStack has it.
   *
   * @fault badRequest 400 when it is neither of Python's words for yes nor for no
   */
  public boolean decided(String name) {
    String word = String.valueOf(parameters.getFirst(name)).toLowerCase(Locale.ROOT);
    if (!parameters.containsKey(name) || NO.contains(word)) {
      return false;
    }
    if (!word.isEmpty() && !YES.contains(word)) {
      throw wrong(name, "It must be true or false.");
    }
    return true;
  }

  /**
   * Every value is one of those.
   *
   * @fault badRequest 400 when one is not
   */
  public void only(String name, Set<String> known) {
    if (!known.containsAll(parameters.getOrDefault(name, List.of()))) {
      throw wrong(name, "It must be one of " + String.join(", ", new TreeSet<>(known)) + ".");
    }
  }

  /**
   * By what the list is to be sorted: {@code sort_key} and {@code sort_dir}, each as often as
   * wanted. Downwards where nothing is said; a first direction holds for keys without their own.
   *
   * @fault badRequest 400 for a direction that there is not
   */
  public List<Sort> sorts() {
    only("sort_dir", Set.of("asc", "desc"));
    List<String> keys = parameters.getOrDefault("sort_key", List.of());
    List<String> ways = parameters.getOrDefault("sort_dir", List.of("desc"));
    List<String> known = keys.isEmpty() ? List.of("created_at") : keys;
    return IntStream.range(0, known.size())
        .mapToObj(i -> new Sort(known.get(i), ways.get(i < ways.size() ? i : 0).equals("asc")))
        .toList();
  }

  /** What is said of a value that is not understood. */
  public Fault wrong(String name, String why) {
    String value = PythonText.of(JsonDoc.PROVIDER.createValue(text(name).orElse("")));
    return new Fault(
        FaultCode.BAD_REQUEST,
        "Invalid input for query parameters " + name + ". Value: " + value + ". " + why);
  }
}
