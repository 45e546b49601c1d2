package io.synnefo.server;

import io.synnefo.ganeti.InstanceInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What instances in tests are made of. */
final class Shapes {
  static final Shape.Nic NIC =
      new Shape.Nic("aa:00:00:38:80:99", "10.20.0.2", "bridged", "br0", "snf-net-1", "snf-nic-7");

  /** Of flavor 1, with one NIC. */
  static final Shape SMALL =
      new Shape(
          new Shape.Size(1, 128),
          List.of(NIC),
          List.of(new Shape.Disk(1024, "snf-disk-7")),
          new TreeSet<>(List.of("synnefo:a")),
          new TreeMap<>(Map.of("boot_order", "cdrom")));

  private Shapes() {}

  static Shape sized(Shape shape, int vcpus, long ramMib) {
    return new Shape(
        new Shape.Size(vcpus, ramMib),
        shape.nics(),
        shape.disks(),
        shape.tags(),
        shape.hypervisorParameters());
  }

  static Shape withDisks(Shape shape, long... sizes) {
    List<Shape.Disk> disks =
        Arrays.stream(sizes).mapToObj(size -> new Shape.Disk(size, null)).toList();
    return new Shape(shape.size(), shape.nics(), disks, shape.tags(), shape.hypervisorParameters());
  }

  static Shape withNics(Shape shape, Shape.Nic... nics) {
    return new Shape(
        shape.size(), List.of(nics), shape.disks(), shape.tags(), shape.hypervisorParameters());
  }

  static Shape withTags(Shape shape, String... tags) {
    return new Shape(
        shape.size(),
        shape.nics(),
        shape.disks(),
        new TreeSet<>(List.of(tags)),
        shape.hypervisorParameters());
  }

  static InstanceInfo shown(String name, String status, Shape shape) {
    return new InstanceInfo(
        name,
        "u",
        status,
        "node1",
        11_000,
        shape.size().vcpus(),
        (int) shape.size().ramMib(),
        shape.nics().stream()
            .map(
                nic ->
                    new InstanceInfo.Nic(
                        nic.mac(), nic.ip(), nic.mode(), nic.link(), nic.network(), nic.name()))
            .toList(),
        shape.disks().stream()
            .map(disk -> new InstanceInfo.Disk(disk.sizeMib(), disk.name()))
            .toList(),
        List.copyOf(shape.tags()),
        shape.hypervisorParameters());
  }
}
