package io.synnefo.server;

import io.synnefo.flavor.Flavor;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tells which flavor a server is of, by what Ganeti shows of its instance. Pure; its test has the
 * table.
 */
final class FlavorMatch {
  private static final long MIB_PER_GIB = 1024;

  private FlavorMatch() {}

  /**
   * Of the flavors with those processors and that memory: the one with that first disk; else the
   * server's own, whose disk was grown or is not there (diskless); else the one with the disk of
   * the server's own, which is what a change of processors and memory alone amounts to. Where
   * several would do, the server's own, then the first in the list. Empty when there is none: then
   * the server keeps its flavor, and its size stands beside it.
   *
   * @param own id of the server's flavor, which may be gone
   */
  static Optional<Flavor> of(List<Flavor> flavors, String own, Shape shape) {
    List<Flavor> candidates =
        flavors.stream()
            .filter(flavor -> flavor.vcpus() == shape.size().vcpus())
            .filter(flavor -> flavor.ramMib() == shape.size().ramMib())
            .toList();
    Predicate<Flavor> isOwn = flavor -> flavor.id().equals(own);
    Predicate<Flavor> hasItsDisk = flavor -> flavor.diskGib() * MIB_PER_GIB == shape.rootDiskMib();
    Optional<Integer> ownDisk = flavors.stream().filter(isOwn).map(Flavor::diskGib).findFirst();
    return first(candidates, isOwn.and(hasItsDisk))
        .or(() -> first(candidates, hasItsDisk))
        .or(() -> first(candidates, isOwn))
        .or(() -> ownDisk.flatMap(disk -> first(candidates, f -> disk.equals(f.diskGib()))));
  }

  private static Optional<Flavor> first(List<Flavor> flavors, Predicate<Flavor> wanted) {
    return flavors.stream().filter(wanted).findFirst();
  }
}
