package io.synnefo.image;

import io.synnefo.image.ImageView.Format;
import io.synnefo.image.ImageView.Needs;
import io.synnefo.kernel.SeedSection;
import io.synnefo.kernel.SeedValues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Images of the seed file, found again by id, or by name where the file gives none. */
@ApplicationScoped
class ImageSeed implements SeedSection {
  @Inject Images images;
  @Inject Clock clock;

  @Override
  public String key() {
    return "images";
  }

  @Override
  public int rank() {
    return 40;
  }

  @Override
  public void apply(JsonValue value) {
    SeedValues.objects(key(), value).forEach(this::applyOne);
  }

  private void applyOne(SeedValues seed) {
    Optional<UUID> id = seed.optionalText("id").map(text -> uuid(seed, text));
    Optional<ImageRow> row = id.map(images::row).orElseGet(() -> images.named(seed.text("name")));
    if (row.isPresent()) {
      update(row.get(), seed);
    } else {
      images.add(view(seed, id.orElseGet(UUID::randomUUID), clock.instant()));
    }
  }

  /** The time of change moves only when something did. */
  private void update(ImageRow row, SeedValues seed) {
    ImageView before = row.view();
    if (!view(seed, before.id(), before.updatedAt(), before.createdAt()).equals(before)) {
      row.take(view(seed, before.id(), clock.instant()));
    }
  }

  private static ImageView view(SeedValues seed, UUID id, Instant now) {
    return view(seed, id, now, now);
  }

  private static ImageView view(SeedValues seed, UUID id, Instant updated, Instant created) {
    return new ImageView(
        id,
        seed.text("name"),
        seed.text("os"),
        parameters(seed),
        new Needs(seed.integer("min_disk_gib", 0), seed.integer("min_ram_mib", 0)),
        new Format(
            seed.text("disk_format"), seed.text("container_format"), seed.size("size_bytes")),
        created,
        updated);
  }

  private static Map<String, String> parameters(SeedValues seed) {
    Map<String, String> parameters = new HashMap<>();
    seed.object("parameters")
        .forEach(
            (name, value) -> {
              if (!(value instanceof JsonString text)) {
                throw seed.wrong("parameters", "an object of strings");
              }
              parameters.put(name, text.getString());
            });
    return parameters;
  }

  private static UUID uuid(SeedValues seed, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw seed.wrong("id", "a UUID");
    }
  }
}
