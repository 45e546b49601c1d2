package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.settings.InstanceSettings;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which instances are ours. */
@SuppressWarnings("UnnecessaryAssignment") // here is the framework
class InstanceNamesTest {
  private final InstanceNames names = new InstanceNames();

  InstanceNamesTest() {
    names.settings = new InstanceSettings("snf");
  }

  @Test
  void aNameLeadsToItsServerAndBack() {
    assertEquals("snf-42", names.of(42));
    assertEquals(OptionalLong.of(42), names.serverId("snf-42"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "snf-",
        "snf42",
        "snf-042",
        "snf--1",
        "snf-4 2",
        "snf-1 snf-2",
        "abc-42",
        "snf-4x",
        "snf-9999999999999999999",
        "SNF-42"
      })
  void whatWeWouldNotHaveNamedSoIsNotOurs(String instance) {
    assertEquals(OptionalLong.empty(), names.serverId(instance));
  }
}
