package io.synnefo.testbed.dispatchcheck;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.testbed.dispatchcheck.CloudOnRecord.Answer;
import io.synnefo.testbed.ganeti.FakeGaneti;
import io.synnefo.testbed.ganeti.FakeGanetiSettings;
import io.synnefo.testbed.ganeti.RawRapi;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the judge says of servers of which the files do not tell all. */
class ShownInstancesTest {
  private static final String WHILE_IT_RAN = "error OpExecError";

  @TempDir static Path ganetiRoot;
  private static FakeGaneti ganeti;
  @TempDir Path root;
  private CloudOnRecord cloud;

  @BeforeAll
  static void ganetiHasOneInstance() throws Exception {
    ganeti =
        FakeGaneti.start(
            FakeGanetiSettings.in(ganetiRoot, "rapi-secret")
                .withDelays(Duration.ZERO, Duration.ZERO),
            Clock.systemUTC());
    RawRapi rapi = new RawRapi(ganeti.env());
    rapi.submit(
        "POST",
        "/2/instances",
        """
        {"__version__":1,"mode":"create","name":"snf-1","disk_template":"file","os_type":"o",
         "beparams":{"vcpus":1,"maxmem":64},"disks":[{"size":1024}],"nics":[]}
        """);
    await().until(() -> get(rapi, "/2/instances/snf-1").status() == 200);
  }

  private static RawRapi.Answer get(RawRapi rapi, String path) throws IOException {
    return rapi.call("GET", path, "application/json", "");
  }

  @AfterAll
  static void ganetiIsGone() {
    ganeti.close();
  }

  /** One is there, the other is not; the tables agree with that. */
  @BeforeEach
  void twoServersOfWhichTheLastJobFailed() throws Exception {
    cloud = new CloudOnRecord(root);
    for (long id : List.of(1L, 2L)) {
      cloud.server(id);
      cloud.ended(10 + id, id, "CREATE", "success", "STARTED");
    }
    cloud.sql("INSERT INTO server_disk (server_id, position, size_mib) VALUES (1, 0, 1024)");
    cloud.ended(21, 1, "SHUTDOWN", WHILE_IT_RAN, "STARTED");
    cloud.ended(22, 2, "REMOVE", WHILE_IT_RAN, "DESTROYED");
  }

  @AfterEach
  void gone() throws Exception {
    cloud.close();
  }

  private Answer check(String secret) throws Exception {
    Path password = Files.writeString(root.resolve("rapi-password"), secret + "\n");
    String rapi = ganeti.env().rapi().toString();
    return cloud.check(
        "--rapi", rapi, "--rapi-user", "synnefo", "--rapi-password-file", password.toString());
  }

  private void assertOnly(String finding) throws Exception {
    Answer answer = check("rapi-secret");
    assertEquals(List.of(finding), answer.findings(), answer.err());
    assertEquals(1, answer.exit());
  }

  @Test
  void whatAgreesWithGanetiIsClean() throws Exception {
    Answer answer = check("rapi-secret");
    assertEquals(0, answer.exit(), answer.out() + answer.err());
    assertTrue(answer.out().contains(" 2 servers left open by the files"), answer.out());
  }

  @Test
  void aStateThatIsPossibleByTheFilesAndNotWhatGanetiShowsIsNamed() throws Exception {
    cloud.ended(31, 1, "STARTUP", WHILE_IT_RAN, "STOPPED");
    assertEquals(0, cloud.check().exit(), cloud.check().out());
    assertOnly(
        "state      server 1 job 31 op 0: it is STOPPED, by the files STARTED or STOPPED,"
            + " by Ganeti STARTED; the last was OP_INSTANCE_STARTUP, error");
  }

  @Test
  void anInstanceOfANodeThatDoesNotAnswerDecidesNothing() {
    JsonObject unseen =
        Json.createObjectBuilder()
            .add("name", "snf-1")
            .add("status", "ERROR_nodedown")
            .addNull("oper_state")
            .build();
    ShownInstances shown = new ShownInstances(true, "snf", List.of(unseen));
    Set<String> states = Set.of("STARTED", "STOPPED");
    assertEquals(states, shown.narrowed(1, states));
    assertEquals(Set.of("DESTROYED", "ERROR"), shown.narrowed(2, states));
  }

  @Test
  void aServerThatIsSaidToBeThereAndThatGanetiDoesNotHaveIsNamed() throws Exception {
    cloud.ended(32, 2, "STARTUP", WHILE_IT_RAN, "STOPPED");
    assertEquals(0, cloud.check().exit(), cloud.check().out());
    assertOnly(
        "state      server 2 job 32 op 0: it is STOPPED, by the files DESTROYED or STARTED or"
            + " STOPPED, by Ganeti DESTROYED; the last was OP_INSTANCE_STARTUP, error");
  }

  @Test
  void whatAServerIsMadeOfIsAsGanetiShowsWhatTheFilesLeaveOpen() throws Exception {
    cloud.sql("UPDATE server_disk SET size_mib = 2048 WHERE server_id = 1");
    cloud.sql("UPDATE server_shape SET vcpus = 2 WHERE server_id = 1");
    assertEquals(0, cloud.check().exit(), cloud.check().out());
    assertOnly("shape      server 1: vcpus is 2, by Ganeti 1; disks is [2048], by Ganeti [1024]");
  }

  @Test
  void theFlavorIsThatOfTheSizeWhichGanetiShows() throws Exception {
    cloud.sql(
        "INSERT INTO flavor (id, name, vcpus, ram_mib, disk_gib) VALUES ('9', 'n', 1, 64, 1)");
    assertOnly("shape      server 1: flavor is 1, by its size 9");
  }

  @Test
  void aGanetiThatDoesNotLetInIsNotRead() throws Exception {
    Answer answer = check("wrong");
    assertEquals(3, answer.exit());
    assertTrue(answer.err().contains("RAPI answers 401"), answer.err());
  }
}
