package io.synnefo.wire.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text in Prometheus' exposition format, version 0.0.4, written from top to bottom: a family, then
 * its samples. For one thread.
 */
public final class PrometheusText {
  /** The media type of such a text. */
  public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");

  private final String prefix;
  private final StringBuilder text = new StringBuilder();
  private String family = "";

  /** Nothing yet; {@code prefix} begins the name of every family. */
  public PrometheusText(String prefix) {
    this.prefix = requireName(prefix);
  }

  /** What the samples of a family are. */
  public enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /** What tells one sample of a family from another. */
  public record Label(String name, String value) {
    /** Checks the name. */
    public Label {
      requireName(name);
    }
  }

  /** A family begins; what is written from now on are its samples. */
  public void family(String name, Kind kind, String help) {
    family = prefix + requireName(name);
    String plain = help.replace("\\", "\\\\").replace("\n", "\\n");
    text.append("# HELP ").append(family).append(' ').append(plain).append('\n');
    String word = kind.name().toLowerCase(Locale.ROOT);
    text.append("# TYPE ").append(family).append(' ').append(word).append('\n');
  }

  /** A family of one sample that goes up and down. */
  public void gauge(String name, String help, Number value) {
    family(name, Kind.GAUGE, help);
    sample(List.of(), value);
  }

  /** A family of one sample that only goes up; by custom its name ends with {@code _total}. */
  public void counter(String name, String help, Number value) {
    family(name, Kind.COUNTER, help);
    sample(List.of(), value);
  }

  /** A sample of the family. */
  public void sample(List<Label> labels, Number value) {
    sample("", labels, value);
  }

  /**
   * All samples of a histogram of the family.
   *
   * @param bounds upper bounds of the buckets but the last, which has none, upwards
   * @param counts how many values fell into each bucket, one more than bounds
   * @param sum of all values
   */
  public void histogram(List<Label> labels, double[] bounds, long[] counts, double sum) {
    long below = 0;
    for (int i = 0; i < counts.length; i++) {
      below += counts[i];
      List<Label> bucket = new ArrayList<>(labels);
      bucket.add(new Label("le", i < bounds.length ? plain(bounds[i]) : "+Inf"));
      sample("_bucket", bucket, below);
    }
    sample("_sum", labels, sum);
    sample("_count", labels, below);
  }

  /** All that was written. */
  public String text() {
    return text.toString();
  }

  private void sample(String suffix, List<Label> labels, Number value) {
    text.append(family).append(suffix);
    String before = "{";
    for (Label label : labels) {
      text.append(before).append(label.name()).append("=\"").append(quoted(label)).append('"');
      before = ",";
    }
    text.append(labels.isEmpty() ? " " : "} ").append(plain(value)).append('\n');
  }

  private static String quoted(Label label) {
    return label.value().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String plain(Number value) {
    double number = value.doubleValue();
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "+Inf" : "-Inf";
    }
    return new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
  }

  private static String requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name for Prometheus: " + Printable.of(name));
    }
    return name;
  }
}
