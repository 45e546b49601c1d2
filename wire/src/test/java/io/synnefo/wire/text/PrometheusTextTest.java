package io.synnefo.wire.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.synnefo.wire.text.PrometheusText.Kind;
import io.synnefo.wire.text.PrometheusText.Label;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusTextTest {
  private final PrometheusText out = new PrometheusText("it_");

  static Stream<Arguments> numbers() {
    return Stream.of(
        Arguments.of(0, "0"),
        Arguments.of(-1, "-1"),
        Arguments.of(Long.MAX_VALUE, "9223372036854775807"),
        Arguments.of(0.0, "0"),
        Arguments.of(1000.0, "1000"),
        Arguments.of(0.025, "0.025"),
        Arguments.of(1e-9, "0.000000001"),
        Arguments.of(1.5e10, "15000000000"),
        Arguments.of(Double.NaN, "NaN"),
        Arguments.of(Double.POSITIVE_INFINITY, "+Inf"),
        Arguments.of(Double.NEGATIVE_INFINITY, "-Inf"));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void aNumberIsWrittenInFull(Number number, String written) {
    out.gauge("level", "how high", number);
    assertEquals(
        "# HELP it_level how high\n# TYPE it_level gauge\nit_level " + written + "\n", out.text());
  }

  @Test
  void samplesFollowTheirFamilyEachWithItsLabels() {
    out.counter("seen_total", "all there were", 3);
    out.family("kept_total", Kind.COUNTER, "of each kind");
    out.sample(List.of(new Label("kind", "a"), new Label("of", "b")), 1);
    out.sample(List.of(new Label("kind", "c")), 2);
    assertEquals(
        """
        # HELP it_seen_total all there were
        # TYPE it_seen_total counter
        it_seen_total 3
        # HELP it_kept_total of each kind
        # TYPE it_kept_total counter
        it_kept_total{kind="a",of="b"} 1
        it_kept_total{kind="c"} 2
        """,
        out.text());
  }

  @Test
  void whatWouldEndALineOrALabelIsEscaped() {
    out.family("kept_total", Kind.COUNTER, "a \\ and\na line");
    out.sample(List.of(new Label("kind", "a \"b\" \\ c\nd")), 1);
    assertEquals(
        """
        # HELP it_kept_total a \\\\ and\\na line
        # TYPE it_kept_total counter
        it_kept_total{kind="a \\"b\\" \\\\ c\\nd"} 1
        """,
        out.text());
  }

  @Test
  void aHistogramsBucketsHoldAllThatIsSmaller() {
    out.family("lag_seconds", Kind.HISTOGRAM, "how late");
    out.histogram(List.of(new Label("q", "x")), new double[] {0.1, 1}, new long[] {2, 0, 5}, 12.5);
    assertEquals(
        """
        # HELP it_lag_seconds how late
        # TYPE it_lag_seconds histogram
        it_lag_seconds_bucket{q="x",le="0.1"} 2
        it_lag_seconds_bucket{q="x",le="1"} 2
        it_lag_seconds_bucket{q="x",le="+Inf"} 7
        it_lag_seconds_sum{q="x"} 12.5
        it_lag_seconds_count{q="x"} 7
        """,
        out.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1st", "a-b", "A", "a b", "a\n"})
  void whatIsNoNameIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> out.gauge(name, "no", 1));
    assertThrows(IllegalArgumentException.class, () -> new Label(name, "no"));
  }
}
