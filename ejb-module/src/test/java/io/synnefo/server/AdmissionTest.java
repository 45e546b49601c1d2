package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.settings.RapiSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final Admission admission = new Admission();
  private final List<String> done = new ArrayList<>();

  AdmissionTest() {
    admission.settings = new RapiSettings(Duration.ofSeconds(1), 1, 2);
  }

  @Test
  void oneTooManyIsRefusedAndDoesNothing() {
    admission.admit(
        () ->
            admission.admit(
                () -> {
                  Fault refused =
                      assertThrows(
                          Fault.class, () -> admission.admit(() -> done.add("one too many")));
                  assertEquals(FaultCode.SERVICE_UNAVAILABLE, refused.code());
                  done.add("both inside");
                }));
    assertEquals(List.of("both inside"), done);
  }

  @Test
  void aPlaceIsFreeAgainHoweverItWasLeft() {
    for (int i = 0; i < 5; i++) {
      assertThrows(IllegalStateException.class, () -> admission.admit(AdmissionTest::fail));
    }
    assertEquals("inside", admission.admit(() -> "inside"));
  }

  private static void fail() {
    throw new IllegalStateException("as work does");
  }
}
