package io.synnefo.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.synnefo.schema.TestDatabase;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Backends from the seed file. */
class BackendSeedTest {
  private static final String SEED =
      """
      [{"name": "one", "endpoints": ["https://10.0.0.1:5080", "https://10.0.0.2:5080"],
        "username": "synnefo", "certificate_sha256": "%s", "hypervisor": "kvm",
        "disk_template": "file"}]
      """;

  @Test
  void aBackendOfTheSeedIsAddedOnceAndFollowsTheSeed() {
    try (TestDatabase database = TestDatabase.h2("backend-seed")) {
      seed(database, SEED.formatted("AB:".repeat(31) + "AB"));
      seed(database, SEED.formatted("cd".repeat(32)).replace(", \"https://10.0.0.2:5080\"", ""));
      List<Backend> all =
          database.inTransaction(em -> BackendFixtures.backends(em, Clock.systemUTC()).list());
      assertEquals(1, all.size());
      assertEquals("cd".repeat(32), all.get(0).certificateSha256());
      assertEquals(1, all.get(0).endpoints().size());
      assertEquals(BackendStatus.ONLINE, all.get(0).status());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://10.0.0.1:5080, http://10.0.0.1:5080, endpoints",
    "https://10.0.0.1:5080, https://user:geheim@10.0.0.1:5080, endpoints",
    "https://10.0.0.1:5080, 'https://geheim geheim', endpoints",
    "abababab, geheim00, certificate_sha256"
  })
  void aWrongValueIsNamedAndNotTold(String right, String wrong, String key) {
    String seed = SEED.formatted("ab".repeat(32)).replaceFirst(right, wrong);
    BackendSeed section = new BackendSeed();
    JsonValue value = parse(seed);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> section.apply(value));
    String message = String.valueOf(refused.getMessage());
    assertEquals(true, message.contains("'" + key + "' in 'backends'"), message);
    assertFalse(message.contains("geheim"), message);
  }

  private static void seed(TestDatabase database, String json) {
    database.inTransaction(
        em -> {
          BackendFixtures.seed(em, Clock.systemUTC()).apply(parse(json));
          return json;
        });
  }

  private static JsonValue parse(String json) {
    return Json.createReader(new StringReader(json)).readValue();
  }
}
