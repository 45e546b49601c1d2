package io.synnefo.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdminSettingsTest {
  @Test
  void operatorsHaveAListenerOfTheirOwnUnlessToldOtherwise() {
    AdminSettings settings = admins(Map.of());
    assertTrue(settings.isAdmins(8079));
    assertFalse(settings.isAdmins(8080));
  }

  @Test
  void thePortMovesAsTheServersOtherPortsDo() {
    AdminSettings settings =
        admins(Map.of("synnefo.admin.port", "9000", "jboss.socket.binding.port-offset", "100"));
    assertTrue(settings.isAdmins(9100));
    assertFalse(settings.isAdmins(9000));
  }

  @Test
  void everyListenerMayBeTheOperators() {
    assertTrue(admins(Map.of("synnefo.admin.listener", "any")).isAdmins(8080));
  }

  @Test
  void anotherWordIsRefused() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> admins(Map.of("synnefo.admin.listener", "no")));
    assertEquals("synnefo.admin.listener must be own or any: no", refusal.getMessage());
  }

  private static AdminSettings admins(Map<String, String> values) {
    return DomainSettings.admins(key -> Optional.ofNullable(values.get(key)));
  }
}
