package io.synnefo.testbed.ganeti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterStateTest {
  private static final int MANY = 200;

  @TempDir Path directory;

  private FakeGanetiSettings settings() throws IOException {
    FakeGanetiSettings settings = FakeGanetiSettings.in(directory, "secret");
    Files.createDirectories(settings.dataDir());
    return settings;
  }

  private static FakeInstance instance(int number) {
    return FakeInstance.create(
        "node1",
        Json.createObjectBuilder()
            .add("instance_name", String.format("snf-%04d", number))
            .add("hypervisor", "kvm")
            .build(),
        11_000 + number);
  }

  /** 25 jobs a second on 500 instances are more than two processors write, if it does. */
  @Test
  void howMuchAChangeOfAnInstanceWritesDoesNotDependOnHowManyThereAre() throws IOException {
    ClusterState cluster = ClusterState.open(settings());
    cluster.put(instance(0));
    long alone = writtenBy(cluster, instance(0).turned(false));
    for (int number = 1; number <= MANY; number++) {
      cluster.put(instance(number));
    }
    long amongMany = writtenBy(cluster, instance(0).turned(true).turned(false));
    assertTrue(alone > 0, "a change is not on disk");
    assertEquals(alone, amongMany, "bytes");
  }

  /** Bytes of the files that are others than before: each is written anew, and renamed. */
  private long writtenBy(ClusterState cluster, FakeInstance changed) throws IOException {
    Map<Path, BasicFileAttributes> before = files();
    cluster.put(changed);
    return files().entrySet().stream()
        .filter(file -> isOther(file.getValue(), before.get(file.getKey())))
        .mapToLong(file -> file.getValue().size())
        .sum();
  }

  private static boolean isOther(BasicFileAttributes now, @Nullable BasicFileAttributes before) {
    return before == null || !Objects.equals(now.fileKey(), before.fileKey());
  }

  private Map<Path, BasicFileAttributes> files() throws IOException {
    Map<Path, BasicFileAttributes> files = new HashMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.readAttributes(file, BasicFileAttributes.class));
      }
    }
    return files;
  }

  @Test
  void whatWasPutAndRemovedIsKnownToTheNextThatOpensIt() throws IOException {
    ClusterState first = ClusterState.open(settings());
    first.put(instance(1));
    first.put(instance(2));
    first.put(instance(3));
    FakeInstance stopped = first.instance("snf-0002").orElseThrow().turned(false);
    first.put(stopped);
    first.remove("snf-0003");
    ClusterState second = ClusterState.open(settings());
    assertEquals(first.uuid(), second.uuid());
    assertEquals(List.copyOf(first.instances()), List.copyOf(second.instances()));
    assertEquals(stopped, second.instance("snf-0002").orElseThrow());
    assertEquals(
        "snf-0001\nsnf-0002\n",
        Files.readString(settings().dataDir().resolve("ssconf_instance_list")));
  }
}
