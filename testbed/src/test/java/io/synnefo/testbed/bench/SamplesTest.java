package io.synnefo.testbed.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplesTest {
  @ParameterizedTest
  @CsvSource({"200, 50, 100", "200, 99, 198", "200, 100, 200", "1, 99, 1", "3, 50, 2"})
  void aPercentileIsATimeThatWasMeasured(int count, int percent, double millis) {
    Samples samples = new Samples();
    for (int i = count; i > 0; i--) {
      samples.add(Duration.ofMillis(i));
    }
    assertEquals(millis, samples.percentile(percent));
  }

  @Test
  void nothingMeasuredHasNoPercentile() {
    assertThrows(IllegalStateException.class, () -> new Samples().percentile(50));
  }
}
