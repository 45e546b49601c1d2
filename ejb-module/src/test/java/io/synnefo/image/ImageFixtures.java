package io.synnefo.image;

import jakarta.persistence.EntityManager;

/** Images as the container would wire them. */
public final class ImageFixtures {
  private ImageFixtures() {}

  /** The store on that persistence context. */
  public static Images images(EntityManager em) {
    Images images = new Images();
    images.em = em;
    return images;
  }

  /** That image exists. */
  public static void add(EntityManager em, ImageView image) {
    images(em).add(image);
  }
}
