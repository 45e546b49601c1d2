package io.synnefo.flavor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.synnefo.bootstrap.FrontDatabase;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlavorsTest {
  private final FrontDatabase database = new FrontDatabase();
  private final Flavors flavors = new Flavors();

  @BeforeEach
  void wire() {
    flavors.em = database.em();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void seededFlavorsAreListedSmallestFirstAndUpdatedInPlace() {
    seed(flavor("2", "big", 4096) + "," + flavor("1", "small", 512));
    seed(flavor("2", "bigger", 8192));
    Flavor small = new Flavor("1", "small", 1, 512, 10);
    Flavor bigger = new Flavor("2", "bigger", 1, 8192, 10);
    assertEquals(List.of(small, bigger), database.inTransaction(flavors::list));
    assertEquals(Optional.of(bigger), database.inTransaction(() -> flavors.find("2")));
    assertEquals(Optional.empty(), database.inTransaction(() -> flavors.find("m1.small")));
  }

  @Test
  void aFlavorWithoutMemoryIsRefused() {
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> seed(flavor("1", "none", 0)));
    assertEquals(
        "seed: 'ram_mib' in 'flavors' must be a whole number of at least 1", refusal.getMessage());
  }

  private static String flavor(String id, String name, int ram) {
    return String.format(
        "{\"id\":\"%s\",\"name\":\"%s\",\"vcpus\":1,\"ram_mib\":%d,\"disk_gib\":10}",
        id, name, ram);
  }

  private void seed(String objects) {
    FlavorSeed seed = new FlavorSeed();
    seed.flavors = flavors;
    try (JsonReader reader = Json.createReader(new StringReader("[" + objects + "]"))) {
      database.run(() -> seed.apply(reader.readValue()));
    }
  }
}
