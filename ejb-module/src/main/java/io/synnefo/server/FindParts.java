package io.synnefo.server;

import io.synnefo.flavor.Flavor;
import io.synnefo.flavor.Flavors;
import io.synnefo.image.ImageView;
import io.synnefo.image.Images;
import io.synnefo.kernel.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Finds what a server is to be made of. Joins the transaction in progress. */
@ApplicationScoped
public class FindParts {
  @Inject Flavors flavors;
  @Inject Images images;

  /** They fit each other. */
  record Parts(Flavor flavor, ImageView image) {}

  /**
   * What the command names.
   *
   * <p>Fault badRequest when flavor or image do not exist or do not fit.
   */
  Parts find(Caller caller, CreateServer.Command command) {
    Flavor flavor =
        flavors
            .find(command.flavorRef())
            .orElseThrow(
                () ->
                    ServerFaults.badRequest(
                        "Flavor " + command.flavorRef() + " could not be found."));
    ImageView image =
        images
            .find(caller, command.imageRef())
            .orElseThrow(
                () ->
                    ServerFaults.badRequest(
                        "Image " + command.imageRef() + " could not be found."));
    requireFit(flavor, image);
    return new Parts(flavor, image);
  }

  private static void requireFit(Flavor flavor, ImageView image) {
    if (flavor.ramMib() < image.needs().ramMib()) {
      throw ServerFaults.badRequest("Flavor's memory is too small for requested image.");
    }
    if (flavor.diskGib() < image.needs().diskGib()) {
      throw ServerFaults.badRequest("Flavor's disk is too small for requested image.");
    }
  }
}
