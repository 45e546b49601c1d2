package io.synnefo.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
    assertEquals("synnefo@localhost", DomainSettings.mail(nothing).from());
    assertEquals(Duration.ofDays(60), DomainSettings.inbox(nothing).age());
    assertEquals(
        new ConsoleSettings(Optional.empty(), Optional.empty(), 16),
        DomainSettings.consoles(nothing));
    assertFalse(DomainSettings.consoles(nothing).hostOfProxy().isEmpty());
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
                "synnefo.rapi.max-waiting", "7",
                "synnefo.inbox.age", "P21D",
                "synnefo.mail.from", "cloud@mail.example.org"));
    assertEquals(Duration.ofDays(21), DomainSettings.inbox(config).age());
    assertEquals("abc", DomainSettings.instances(config).prefix());
    assertEquals(Duration.ofSeconds(90), DomainSettings.submissions(config).timeout());
    assertEquals(new RapiSettings(Duration.ofSeconds(2), 5, 7), DomainSettings.rapi(config));
    assertEquals("cloud@mail.example.org", DomainSettings.mail(config).from());
  }

  @Test
  void howConsolesAreToldIsRead() {
    ConsoleSettings consoles =
        DomainSettings.consoles(
            of(
                Map.of(
                    "synnefo.console.url", "https://cloud.example.org/console/",
                    "synnefo.console.host", "vnc.example.org",
                    "synnefo.console.max-waiting", "3")));
    assertEquals("https://cloud.example.org/console/", consoles.page().orElseThrow().toString());
    assertEquals("vnc.example.org", consoles.hostOfProxy());
    assertEquals(3, consoles.maxWaiting());
    for (Map<String, String> wrong :
        List.of(
            Map.of("synnefo.console.url", "ftp://cloud.example.org/"),
            Map.of("synnefo.console.url", "/console/"),
            Map.of("synnefo.console.url", "https://cloud.example.org/#x"),
            Map.of("synnefo.console.url", "https://a b/"),
            Map.of("synnefo.console.host", "a b"),
            Map.of("synnefo.console.max-waiting", "0"))) {
      List<String> problems = DomainSettings.problems(of(wrong));
      assertEquals(1, problems.size(), wrong::toString);
      assertTrue(problems.get(0).startsWith(wrong.keySet().iterator().next()), problems::toString);
    }
  }

  @Test
  void allWrongValuesAreNamedAtOnce() {
    List<String> problems =
        DomainSettings.problems(
            of(
                Map.of(
                    "synnefo.prefix", "Not-A-Prefix",
                    "synnefo.submit.timeout", "soon",
                    "synnefo.rapi.max-concurrent", "0",
                    "synnefo.inbox.age", "P20DT23H",
                    "synnefo.mail.from", "Cloud <cloud@example.org>")));
    assertEquals(5, problems.size());
    assertTrue(problems.get(0).startsWith("synnefo.prefix"));
    assertTrue(problems.get(1).startsWith("synnefo.submit.timeout"));
    assertTrue(problems.get(2).startsWith("synnefo.rapi.max-concurrent"));
    assertTrue(problems.get(3).startsWith("synnefo.mail.from is no plain address"));
    assertEquals(
        "synnefo.inbox.age must be between P21D, for so long Ganeti keeps archived jobs, and"
            + " P3650D: PT503H",
        problems.get(4));
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
