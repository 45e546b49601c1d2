package io.synnefo.ganeti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Instances as a Ganeti 3.0.2 shows them. */
class InstanceRepliesTest {
  private static final String BARE =
      "{\"name\":\"snf-1\",\"uuid\":\"u\",\"pnode\":\"n\",\"tags\":[],"
          + "\"beparams\":{\"vcpus\":1,\"maxmem\":64},\"nic.macs\":%s,\"disk.sizes\":%s,%s}";

  @Test
  void aRealInstancesPartsAreRead() throws IOException {
    InstanceInfo shown = RapiReplies.instance(sample());
    assertEquals("snf-7", shown.name());
    assertEquals("node1.gnt.test", shown.primaryNode());
    assertEquals(11_000, shown.networkPort());
    assertEquals(1, shown.vcpus());
    assertEquals(32, shown.memoryMib());
    assertEquals(
        List.of(
            new InstanceInfo.Nic(
                "aa:00:00:38:80:99", "10.20.0.2", "bridged", "br0", "snf-net-1", "snf-nic-7")),
        shown.nics());
    assertEquals(List.of(new InstanceInfo.Disk(8, "snf-disk-7")), shown.disks());
    assertEquals(List.of(), shown.tags());
    assertEquals(Map.of(), shown.hypervisorParameters());
  }

  @Test
  void whatIsMissingOrTooShortSaysNothing() {
    InstanceInfo shown =
        RapiReplies.instance(
            BARE.formatted(
                "[\"aa:0\",\"aa:1\"]",
                "[16]",
                "\"nic.ips\":[null],\"nic.links\":[\"br0\",\"\"],\"disk.names\":[null],"
                    + "\"custom_hvparams\":{\"acpi\":true,\"cpu_cores\":2,\"boot_order\":\"cdrom\"}"));
    assertEquals(
        List.of(
            new InstanceInfo.Nic("aa:0", null, null, "br0", null, null),
            new InstanceInfo.Nic("aa:1", null, null, null, null, null)),
        shown.nics());
    assertEquals(List.of(new InstanceInfo.Disk(16, null)), shown.disks());
    assertEquals(
        Map.of("acpi", "true", "cpu_cores", "2", "boot_order", "cdrom"),
        shown.hypervisorParameters());
    assertEquals("unknown", shown.status());
    assertNull(shown.networkPort());
  }

  @Test
  void anInstanceWithoutItsListsIsNoneOfGanetis() {
    for (String body :
        List.of(
            BARE.formatted("null", "[]", "\"x\":1"),
            BARE.formatted("[]", "[\"1\"]", "\"x\":1"),
            BARE.formatted("[7]", "[]", "\"x\":1"))) {
      assertThrows(JsonException.class, () -> RapiReplies.instance(body), body);
    }
  }

  private static String sample() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            InstanceRepliesTest.class.getResourceAsStream("/ganeti/rapi-instance.json"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
