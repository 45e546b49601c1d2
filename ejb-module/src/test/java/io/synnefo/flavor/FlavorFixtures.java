package io.synnefo.flavor;

import jakarta.persistence.EntityManager;

/** Flavors as the container would wire them. */
public final class FlavorFixtures {
  private FlavorFixtures() {}

  /** The store on that persistence context. */
  public static Flavors flavors(EntityManager em) {
    Flavors flavors = new Flavors();
    flavors.em = em;
    return flavors;
  }

  /** That flavor exists. */
  public static void put(EntityManager em, Flavor flavor) {
    flavors(em).put(flavor);
  }
}
