package io.synnefo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.server.AdmissionFixture;
import io.synnefo.settings.ConsoleSettings;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How many may have a console opened at once. */
class ConsolePlacesTest {
  @Test
  void oneTooManyIsRefusedAndDoesNothing() {
    ConsolePlaces places = places(2, 8);
    String done =
        places.admit(
            "p",
            () ->
                places.admit(
                    "q", () -> "both inside, " + refused(() -> places.admit("r", () -> "no"))));
    assertEquals("both inside, SERVICE_UNAVAILABLE", done);
    assertEquals("free again", places.admit("p", () -> "free again"));
  }

  @Test
  void whoHasNoPlaceAmongThoseWhoWaitForAClusterHasNoneHere() {
    ConsolePlaces places = places(8, 1);
    String done =
        places.admit("p", () -> "inside, " + refused(() -> places.admit("p", () -> "no")));
    assertEquals("inside, SERVICE_UNAVAILABLE", done);
    assertEquals("free again", places.admit("p", () -> "free again"));
  }

  @Test
  void aProjectHasHalfOfThePlacesAtMost() {
    ConsolePlaces places = places(3, 8);
    String done =
        places.admit(
            "p",
            () ->
                places.admit(
                    "p",
                    () ->
                        refused(() -> places.admit("p", () -> "no"))
                            + places.admit("q", () -> ", another is inside")));
    assertEquals("SERVICE_UNAVAILABLE, another is inside", done);
    assertEquals("free again", places.admit("p", () -> "free again"));
  }

  private static FaultCode refused(Runnable work) {
    return assertThrows(Fault.class, work::run).code();
  }

  private static ConsolePlaces places(int consoles, int waiting) {
    ConsolePlaces places = new ConsolePlaces();
    places.settings = new ConsoleSettings(Optional.empty(), Optional.empty(), consoles);
    places.admission = AdmissionFixture.of(waiting);
    return places;
  }
}
