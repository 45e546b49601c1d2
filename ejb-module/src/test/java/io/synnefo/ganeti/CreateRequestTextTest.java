package io.synnefo.ganeti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CreateRequestTextTest {
  @Test
  void aRequestIsReadAsItWasWritten() {
    CreateInstanceRequest request =
        new CreateInstanceRequest(
            "snf-1",
            "kvm",
            "drbd",
            2,
            1024,
            List.of(10_240, 5),
            "snf-image+default",
            Map.of("img_id", "debian \"12\"", "img_format", "diskdump"),
            Map.of("img_passwd", "s\u00e9cret"),
            List.of("a", "b:c"),
            true);
    assertEquals(request, CreateRequestText.read(CreateRequestText.of(request)));
    CreateInstanceRequest patient = request.withAllLocks();
    assertEquals(patient, CreateRequestText.read(CreateRequestText.of(patient)));
    assertFalse(patient.opportunistic());
  }
}
