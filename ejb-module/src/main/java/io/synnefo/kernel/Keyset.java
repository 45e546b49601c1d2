package io.synnefo.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The order of a list, and where in it the next page begins: after the values of the last row of
 * the page before. The rows that a caller sees do not shift when others come or go.
 */
public final class Keyset {
  private final List<Sort> fields;

  private Keyset(List<Sort> fields) {
    this.fields = fields;
  }

  /**
   * The order of {@code sorts}, or of {@code usual} when there are none; then by {@code id}, which
   * makes it total.
   *
   * <p>Fault badRequest for a word that is not in {@code fields}, which gives each its field.
   */
  public static Keyset of(List<Sort> sorts, Sort usual, Map<String, String> fields) {
    List<Sort> all = new ArrayList<>(sorts.isEmpty() ? List.of(usual) : sorts);
    all.add(new Sort("id", all.get(0).ascending()));
    return new Keyset(
        all.stream().map(sort -> new Sort(field(sort.key(), fields), sort.ascending())).toList());
  }

  private static String field(String word, Map<String, String> fields) {
    String field = word.equals("id") ? "id" : fields.get(word);
    if (field == null) {
      throw new Fault(FaultCode.BAD_REQUEST, "Invalid sort key: this list is not sorted by it.");
    }
    return field;
  }

  /** For {@code ORDER BY}. */
  public String order(String alias) {
    return each(
        i -> alias + "." + fields.get(i).key() + (fields.get(i).ascending() ? " ASC" : " DESC"),
        ", ");
  }

  /** For {@code SELECT}: the values of one row, as {@link #bind} takes them. */
  public String values(String alias) {
    return each(i -> alias + "." + fields.get(i).key(), ", ");
  }

  /** The condition that a row comes after the one whose values are bound. */
  public String after(String alias) {
    return "(" + each(i -> "(" + later(alias, i) + ")", " OR ") + ")";
  }

  /** The parameters of {@link #after}. */
  public Map<String, Object> bind(Object... values) {
    Map<String, Object> parameters = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      parameters.put("key" + i, values[i]);
    }
    return parameters;
  }

  /** Equal in all fields before that one, and later in it. */
  private String later(String alias, int field) {
    String equal =
        IntStream.range(0, field)
            .mapToObj(i -> alias + "." + fields.get(i).key() + " = :key" + i + " AND ")
            .collect(Collectors.joining());
    Sort last = fields.get(field);
    return equal + alias + "." + last.key() + (last.ascending() ? " > :key" : " < :key") + field;
  }

  private String each(Function<Integer, String> text, String between) {
    return IntStream.range(0, fields.size()).boxed().map(text).collect(Collectors.joining(between));
  }
}
