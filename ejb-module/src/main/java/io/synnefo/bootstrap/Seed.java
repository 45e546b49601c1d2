package io.synnefo.bootstrap;

import io.synnefo.kernel.SeedSection;
import io.synnefo.settings.SeedSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.Reader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Brings the rows named in the seed file to what the file says. */
@ApplicationScoped
class Seed {
  private static final Logger LOG = System.getLogger(Seed.class.getName());

  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  @Inject @Any Instance<SeedSection> sections;
  @Inject SeedSettings settings;

  /**
   * The rows of the seed file exist; without a file nothing happens.
   *
   * @throws IllegalArgumentException when the file says something that no section understands; the
   *     message names section and key
   * @tx joins; several instances that start together take turns
   */
  @Transactional
  public void apply() {
    settings.file().ifPresent(file -> apply(file, sections.stream().toList()));
  }

  void apply(Path file, List<SeedSection> known) {
    JsonObject seed = read(file);
    refuseUnknown(file, seed.keySet(), known);
    em.createNativeQuery("SELECT id FROM seed_lock WHERE id = 1 FOR UPDATE").getSingleResult();
    known.stream()
        .sorted(Comparator.comparingInt(SeedSection::rank))
        .filter(section -> seed.containsKey(section.key()))
        .forEach(section -> section.apply(seed.getOrDefault(section.key(), JsonValue.NULL)));
    LOG.log(Level.INFO, "Seed file {0} applied: {1}.", file, seed.keySet());
  }

  private static void refuseUnknown(Path file, Set<String> keys, List<SeedSection> known) {
    Set<String> names =
        known.stream().map(SeedSection::key).collect(Collectors.toCollection(TreeSet::new));
    Set<String> unknown = new TreeSet<>(keys);
    unknown.removeAll(names);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "seed: " + file + " has unknown sections " + unknown + ", known are " + names);
    }
  }

  private static JsonObject read(Path file) {
    try (Reader text = Files.newBufferedReader(file);
        JsonReader json = Json.createReader(text)) {
      JsonValue value = json.readValue();
      if (value instanceof JsonObject object) {
        return object;
      }
      throw new IllegalArgumentException("seed: " + file + " holds no JSON object");
    } catch (JsonException e) {
      // The parser's message may quote the text, passwords included.
      throw new IllegalArgumentException("seed: " + file + " is not JSON");
    } catch (IOException e) {
      throw new IllegalArgumentException("seed: " + file + " cannot be read: " + e.getMessage());
    }
  }
}
