package io.synnefo.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the keys mean. */
class DomainSettingsTest {
  @Test
  void withoutKeysTheDefaultsHold() {
    Function<String, Optional<String>> nothing = key -> Optional.empty();
    assertEquals(List.of(), DomainSettings.problems(nothing));
    assertEquals(new InstanceSettings("snf"), DomainSettings.instances(nothing));
    assertEquals(Duration.ofMinutes(1), DomainSettings.submissions(nothing).timeout());
    assertEquals(new RapiSettings(Duration.ofSeconds(10), 32, 128), DomainSettings.rapi(nothing));
  }

  @Test
  void everyKeyIsRead() {
    Function<String, Optional<String>> config =
        of(
            Map.of(
                "synnefo.prefix", "abc",
                "synnefo.submit.timeout", "PT90S",
                "synnefo.rapi.timeout", "PT2S",
                "synnefo.rapi.max-concurrent", "5",
                "synnefo.rapi.max-waiting", "7"));
    assertEquals("abc", DomainSettings.instances(config).prefix());
    assertEquals(Duration.ofSeconds(90), DomainSettings.submissions(config).timeout());
    assertEquals(new RapiSettings(Duration.ofSeconds(2), 5, 7), DomainSettings.rapi(config));
  }

  @Test
  void allWrongValuesAreNamedAtOnce() {
    List<String> problems =
        DomainSettings.problems(
            of(
                Map.of(
                    "synnefo.prefix", "Not-A-Prefix",
                    "synnefo.submit.timeout", "soon",
                    "synnefo.rapi.max-concurrent", "0")));
    assertEquals(3, problems.size());
    assertTrue(problems.get(0).startsWith("synnefo.prefix"));
    assertTrue(problems.get(1).startsWith("synnefo.submit.timeout"));
    assertTrue(problems.get(2).startsWith("synnefo.rapi.max-concurrent"));
  }

  @Test
  void aSubmissionIsNotGivenUpBeforeItsCallAndGanetiBothHave() {
    assertEquals(List.of(), DomainSettings.problems(timeouts("PT20S", "PT51S")));
    List<String> problems = DomainSettings.problems(timeouts("PT20S", "PT50.9S"));
    assertEquals(1, problems.size());
    assertTrue(problems.get(0).startsWith("synnefo.submit.timeout must be at least PT51S"));
    assertEquals(1, DomainSettings.problems(timeouts("PT30S", "PT60S")).size());
  }

  private static Function<String, Optional<String>> timeouts(String rapi, String submit) {
    return of(Map.of("synnefo.rapi.timeout", rapi, "synnefo.submit.timeout", submit));
  }

  private static Function<String, Optional<String>> of(Map<String, String> values) {
    return key -> Optional.ofNullable(values.get(key));
  }
}
