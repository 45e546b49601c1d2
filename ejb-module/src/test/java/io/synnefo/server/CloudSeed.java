package io.synnefo.server;

import io.synnefo.backend.BackendFixtures;
import io.synnefo.backend.Backends;
import io.synnefo.flavor.Flavor;
import io.synnefo.flavor.FlavorFixtures;
import io.synnefo.image.ImageFixtures;
import io.synnefo.image.ImageView;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What is in a {@link Cloud} before anything happens: no servers, and what they are made of. */
final class CloudSeed {
  private CloudSeed() {}

  static void sow(Cloud cloud, EntityManager em, Backends backends) {
    for (String table :
        List.of("server_metadata", "server", "server_history", "inbox", "backend_facts")) {
      cloud.tx(() -> em.createNativeQuery("DELETE FROM " + table).executeUpdate());
    }
    if (cloud.tx(() -> backends.list()).isEmpty()) {
      cloud.tx(
          () -> {
            backends.put(BackendFixtures.backend("one"));
            List.of(
                    new Flavor("1", "small", 1, 128, 1),
                    new Flavor("0", "tiny", 1, 64, 0),
                    new Flavor("2", "large", 2, 256, 1),
                    new Flavor("3", "wide", 2, 256, 4))
                .forEach(flavor -> FlavorFixtures.put(em, flavor));
            ImageFixtures.add(em, image(cloud.clock.instant()));
            return em;
          });
    }
  }

  /** There is that flavor too. */
  static void add(Cloud cloud, Flavor flavor) {
    cloud.transactions.run(
        () -> {
          FlavorFixtures.put(cloud.transactions.shared(), flavor);
          return flavor;
        });
  }

  private static ImageView image(Instant now) {
    return new ImageView(
        Cloud.IMAGE,
        "debian",
        "snf-image+default",
        Map.of("img_id", "debian", "img_format", "diskdump"),
        new ImageView.Needs(1, 64),
        new ImageView.Format("raw", "bare", 1),
        now,
        now);
  }
}
