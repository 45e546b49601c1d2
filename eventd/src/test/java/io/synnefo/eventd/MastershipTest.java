package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.eventd.Mastership.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class MastershipTest {
  private static final String UUID = "5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52";
  private static final String OTHER = "00000000-0000-0000-0000-000000000001";

  @TempDir Path root = Path.of("");
  private LuxidUnderTest luxid;

  @BeforeEach
  void master() throws Exception {
    Files.writeString(root.resolve("ssconf_master_node"), "node1.gnt.test\n");
    luxid = new LuxidUnderTest(root.resolve("luxid"), UUID, "node1.gnt.test");
  }

  @AfterEach
  void close() throws Exception {
    luxid.close();
  }

  @Test
  void theNodeThatTheFileAndItsOwnLuxidNameIsTheMaster() throws Exception {
    Mastership mastership = mastership("");
    assertEquals(
        Optional.of(new Luxid.ClusterInfo("cluster.gnt.test", UUID, "node1.gnt.test")),
        mastership.check());
    assertEquals(Role.ACTIVE, mastership.status().role());
    assertEquals(UUID + "\n", Files.readString(root.resolve("cluster")));
  }

  @Test
  void anotherNodesNameInTheFileIsEnoughToBeSilent() throws Exception {
    Files.writeString(root.resolve("ssconf_master_node"), "node2.gnt.test\n");
    assertIs(Role.PASSIVE, "node2.gnt.test is the master");
  }

  @Test
  void aFormerMasterWithoutLuxidIsSilentThoughTheFileNamesIt() throws Exception {
    luxid.close();
    assertIs(Role.DOUBTFUL, "luxid does not confirm it");
  }

  @Test
  void aLuxidThatNamesAnotherMasterIsBelieved() throws Exception {
    luxid.says(LuxidUnderTest.answer("cluster.gnt.test", UUID, "node3.gnt.test"));
    assertIs(Role.DOUBTFUL, "node3.gnt.test is the master");
  }

  @Test
  void aLuxidThatHangsOrTalksNonsenseConfirmsNothing() throws Exception {
    luxid.says("");
    assertIs(Role.DOUBTFUL, "no answer in time");
    luxid.says("{\"success\":true,\"result\":{\"name\":\"c\"}}");
    assertIs(Role.DOUBTFUL, "has no uuid");
    luxid.says("{\"success\":false,\"result\":[\"GenericError\",[\"no\"]]}");
    assertIs(Role.DOUBTFUL, "luxid refuses");
    luxid.says("{\"success\":tr");
    assertIs(Role.DOUBTFUL, "is no JSON object");
    luxid.says("[1,2]");
    assertIs(Role.DOUBTFUL, "is no JSON object");
    luxid.says(LuxidUnderTest.answer("cluster.gnt.test", "../../etc", "node1.gnt.test"));
    assertIs(Role.DOUBTFUL, "its UUID is none");
  }

  @Test
  void anEmptyFileNamesNoMaster() throws Exception {
    Files.writeString(root.resolve("ssconf_master_node"), "\n");
    assertIs(Role.UNKNOWN, "names no master: it is empty");
  }

  @Test
  void aLookThatDoesNotEndIsToldAfterHalfAMinute() {
    Mastership mastership = mastership("");
    mastership.check();
    assertEquals("", mastership.fault());
    String later = mastership.fault(System.nanoTime() + Duration.ofSeconds(31).toNanos());
    assertTrue(later.contains("does a disk hang?"), later);
  }

  @Test
  void aMissingFileIsToldAsSuch() throws Exception {
    Files.delete(root.resolve("ssconf_master_node"));
    assertIs(Role.UNKNOWN, "cannot read the master's name");
  }

  @Test
  void aUuidThatIsSetGoesBeforeLuxids() throws Exception {
    assertEquals(OTHER, mastership(OTHER).check().orElseThrow().uuid());
    assertEquals(OTHER + "\n", Files.readString(root.resolve("cluster")));
  }

  @Test
  void aClusterThatWasMadeAnewIsAnotherOne() throws Exception {
    Mastership mastership = mastership("");
    mastership.check();
    luxid.says(LuxidUnderTest.answer("cluster.gnt.test", OTHER, "node1.gnt.test"));
    assertEquals(OTHER, mastership.check().orElseThrow().uuid());
    assertEquals(OTHER, mastership.uuid());
    assertEquals(OTHER + "\n", Files.readString(root.resolve("cluster")));
  }

  @Test
  void aNameThatGanetiDoesNotKnowIsNoQuietPassivity() throws Exception {
    Files.writeString(root.resolve("ssconf_master_node"), "node2.gnt.test\n");
    Files.writeString(root.resolve("ssconf_node_list"), "node2.gnt.test\nnode3.gnt.test\n");
    assertIs(Role.UNKNOWN, "node1.gnt.test is not among Ganeti's nodes: set node-name");
    Files.writeString(root.resolve("ssconf_node_list"), "node2.gnt.test\nnode1.gnt.test\n");
    assertIs(Role.PASSIVE, "node2.gnt.test is the master");
  }

  @Test
  void aHostThatKnowsNoMoreThanItsShortNameIsTheNodeOfThatName() throws Exception {
    Files.writeString(root.resolve("ssconf_node_list"), "node1.gnt.test\nnode10.gnt.test\n");
    Mastership mastership = mastership("node1", "");
    assertTrue(mastership.check().isPresent());
    Files.writeString(root.resolve("ssconf_master_node"), "node10.gnt.test\n");
    mastership.check();
    assertEquals(Role.PASSIVE, mastership.status().role());
  }

  @Test
  void anotherClusterUnderAUuidThatIsSetIsAProblem() throws Exception {
    mastership(UUID).check();
    luxid.says(LuxidUnderTest.answer("cluster.gnt.test", OTHER, "node1.gnt.test"));
    Mastership mastership = mastership(UUID);
    assertEquals(UUID, mastership.check().orElseThrow().uuid());
    assertTrue(mastership.fault().contains("luxid's cluster is " + OTHER), mastership.fault());
    assertEquals(UUID, mastership(UUID).check().orElseThrow().uuid());
    Files.delete(root.resolve("cluster.luxid"));
    mastership.check();
    assertEquals("", mastership.fault());
    assertEquals(OTHER + "\n", Files.readString(root.resolve("cluster.luxid")));
  }

  @Test
  void aUuidThatCannotBeKeptIsToldAsSuchAndTriedAgain() throws Exception {
    Files.createDirectories(root.resolve("cluster.new/in-the-way"));
    Mastership mastership = mastership("");
    assertTrue(mastership.check().isPresent());
    assertTrue(mastership.fault().contains("cannot be kept"), mastership.fault());
    Files.delete(root.resolve("cluster.new/in-the-way"));
    mastership.check();
    assertEquals("", mastership.fault());
    assertEquals(UUID + "\n", Files.readString(root.resolve("cluster")));
  }

  private void assertIs(Role role, String why) {
    Mastership mastership = mastership("");
    assertEquals(Optional.empty(), mastership.check());
    assertEquals(role, mastership.status().role());
    assertTrue(mastership.status().why().contains(why), mastership.status().why());
  }

  private Mastership mastership(String uuid) {
    return mastership("node1.gnt.test", uuid);
  }

  private Mastership mastership(String node, String uuid) {
    return new Mastership(root, node, new Luxid(root.resolve("luxid")), uuid, root);
  }
}
