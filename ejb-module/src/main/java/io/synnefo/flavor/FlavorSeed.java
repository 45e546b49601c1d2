package io.synnefo.flavor;

import io.synnefo.kernel.SeedSection;
import io.synnefo.kernel.SeedValues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;

/** Flavors of the seed file. */
@ApplicationScoped
class FlavorSeed implements SeedSection {
  @Inject Flavors flavors;

  @Override
  public String key() {
    return "flavors";
  }

  @Override
  public int rank() {
    return 30;
  }

  @Override
  public void apply(JsonValue value) {
    for (SeedValues seed : SeedValues.objects(key(), value)) {
      flavors.put(
          new Flavor(
              seed.text("id"),
              seed.text("name"),
              seed.integer("vcpus", 1),
              seed.integer("ram_mib", 1),
              seed.integer("disk_gib", 0)));
    }
  }
}
