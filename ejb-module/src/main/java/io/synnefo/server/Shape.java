package io.synnefo.server;

import io.synnefo.ganeti.InstanceInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a server's instance is made of, as Ganeti showed it; not whether it runs.
 *
 * @param size of which one flavor is, or none
 * @param nics in Ganeti's order
 * @param disks ditto
 * @param tags all of the instance's, of users and of operators
 * @param hypervisorParameters those that were set for this instance
 */
public record Shape(
    Size size,
    List<Nic> nics,
    List<Disk> disks,
    SortedSet<String> tags,
    SortedMap<String, String> hypervisorParameters) {
  /** Of an instance that Ganeti was not asked for yet. */
  static final Shape UNKNOWN =
      new Shape(new Size(0, 0), List.of(), List.of(), new TreeSet<>(), new TreeMap<>());

  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_SETTING = 4000;

  /** Copies the collections. */
  public Shape {
    nics = List.copyOf(nics);
    disks = List.copyOf(disks);
    tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
    hypervisorParameters = Collections.unmodifiableSortedMap(new TreeMap<>(hypervisorParameters));
  }

  /** Processors and memory. */
  public record Size(int vcpus, long ramMib) {}

  /**
   * A network interface.
   *
   * @param ip null when Ganeti gives it none
   * @param mode bridged, routed or openvswitch
   * @param link the bridge, the routing table or the switch
   * @param network name of Ganeti's network; null when it is on a link alone
   */
  public record Nic(
      String mac,
      @Nullable String ip,
      @Nullable String mode,
      @Nullable String link,
      @Nullable String network,
      @Nullable String name) {}

  /** A disk. */
  public record Disk(long sizeMib, @Nullable String name) {}

  /** As it is stored: what is longer than a column is cut off. */
  static Shape of(InstanceInfo instance) {
    SortedMap<String, String> parameters = new TreeMap<>();
    instance
        .hypervisorParameters()
        .forEach((name, value) -> parameters.put(cut(name), cut(value, LONGEST_SETTING)));
    return new Shape(
        new Size(instance.vcpus(), instance.memoryMib()),
        instance.nics().stream().map(Shape::nic).toList(),
        instance.disks().stream()
            .map(disk -> new Disk(disk.sizeMib(), cutOrNull(disk.name())))
            .toList(),
        new TreeSet<>(instance.tags().stream().map(Shape::cut).toList()),
        parameters);
  }

  private static Nic nic(InstanceInfo.Nic nic) {
    return new Nic(
        cut(nic.mac(), 64),
        nic.ip() == null ? null : cut(nic.ip(), 64),
        nic.mode() == null ? null : cut(nic.mode(), 32),
        cutOrNull(nic.link()),
        cutOrNull(nic.network()),
        cutOrNull(nic.name()));
  }

  /** The size of the first disk, 0 without any. */
  long rootDiskMib() {
    return disks.isEmpty() ? 0 : disks.get(0).sizeMib();
  }

  /** Which parts are otherwise than in that one, in words for the operator. */
  List<String> differences(Shape other) {
    List<String> words = new ArrayList<>();
    if (!size.equals(other.size)) {
      words.add("size");
    }
    if (!nics.equals(other.nics)) {
      words.add("nics");
    }
    if (!disks.equals(other.disks)) {
      words.add("disks");
    }
    if (!tags.equals(other.tags)) {
      words.add("tags");
    }
    if (!hypervisorParameters.equals(other.hypervisorParameters)) {
      words.add("hvparams");
    }
    return words;
  }

  private static @Nullable String cutOrNull(@Nullable String text) {
    return text == null ? null : cut(text);
  }

  private static String cut(String text) {
    return cut(text, LONGEST_NAME);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
