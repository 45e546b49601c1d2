package io.synnefo.testbed.dispatchcheck;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.testbed.dispatchcheck.BrokerQueues.Filled;
import io.synnefo.testbed.dispatchcheck.CloudOnRecord.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DispatchCheckTest {
  private static final String PREREQ = "error OpPrereqError wrong_state";

  @TempDir Path root;
  private CloudOnRecord cloud;

  /** Four servers and what became of them, of which nothing is wrong. */
  @BeforeEach
  void fourServers() throws Exception {
    cloud = new CloudOnRecord(root);
    for (long id = 1; id <= 4; id++) {
      cloud.server(id);
    }
    cloud.ended(11, 1, "CREATE", "success", "STARTED");
    cloud.ended(12, 2, "CREATE", "success", "STARTED");
    cloud.ended(13, 3, "CREATE", "success", "STARTED");
    cloud.ended(14, 4, "CREATE", PREREQ, "ERROR");
    JobText stop = new JobText(15, "OP_INSTANCE_SHUTDOWN", "snf-1", "success", 150);
    cloud.file(stop);
    cloud.applied(stop, 1, "running", "STARTED");
    cloud.applied(stop, 1, "success", "STOPPED");
    cloud.ended(16, 2, "STARTUP", PREREQ, "STARTED");
    cloud.archived(cloud.ended(17, 3, "REMOVE", "success", "DESTROYED"));
    cloud.file(new JobText(18, "OP_INSTANCE_REBOOT", "other-1", "success", 180));
  }

  @AfterEach
  void gone() throws Exception {
    cloud.close();
  }

  /** There is that one finding, in a line with these words. */
  private void assertOnly(String kind, String... words) throws Exception {
    Answer answer = cloud.check();
    assertEquals(1, answer.exit(), answer.err());
    assertEquals(1, answer.findings().size(), answer.out());
    assertLine(answer.findings().get(0), kind, words);
  }

  private static void assertLine(String line, String kind, String... words) {
    assertTrue(line.startsWith(kind + " "), line);
    for (String word : words) {
      assertTrue(line.contains(word), line);
    }
  }

  @Test
  void whatAgreesIsClean() throws Exception {
    Answer answer = cloud.check();
    assertEquals(
        "0 findings: 8 jobs with 7 ends to be on record, 4 servers, 8 events in their history,"
            + " 2 servers left open by the files\n",
        answer.out().replace("\r", ""),
        answer.err());
    assertEquals(0, answer.exit());
  }

  @Test
  void aServerThatIsMadeOfSomethingElseThanTheFilesSayIsNamed() throws Exception {
    cloud.file(
        new JobText(11, "OP_INSTANCE_CREATE", "snf-1", "success", 110)
            .with("'beparams':{'vcpus':1,'maxmem':64},'disks':[{'size':1024}],'tags':['a']"));
    assertOnly(
        "shape", "server 1", "disks is [], by the files [1024]; tags is [], by the files [a]");
    cloud.sql("INSERT INTO server_disk (server_id, position, size_mib) VALUES (1, 0, 1024)");
    cloud.sql("INSERT INTO server_tag (server_id, tag) VALUES (1, 'a')");
    assertEquals(0, cloud.check().exit());
    cloud.sql(
        "INSERT INTO server_hvparam (server_id, parameter, setting) VALUES (1, 'acpi', 'false')");
    assertOnly("shape", "server 1", "hypervisor parameters is {acpi=false}, by the files {}");
    cloud.sql("DELETE FROM server_hvparam");
    assertEquals(0, cloud.check().exit());
    cloud.sql(
        "INSERT INTO flavor (id, name, vcpus, ram_mib, disk_gib) VALUES ('9', 'n', 1, 64, 1)");
    assertOnly("shape", "server 1", "flavor is 1, by its size 9");
    cloud.sql("UPDATE server SET flavor_id = '9' WHERE id = 1");
    assertEquals(0, cloud.check().exit());
    cloud.sql("UPDATE server_shape SET due_at = now() WHERE server_id = 1");
    assertOnly("shape", "server 1", "was not taken after the last change");
    cloud.sql("DELETE FROM server_shape WHERE server_id = 1");
    assertOnly("shape", "server 1", "was not taken after the last change");
  }

  @Test
  void aNicThatIsNotAsTheFilesSayIsNamed() throws Exception {
    cloud.file(
        new JobText(11, "OP_INSTANCE_CREATE", "snf-1", "success", 110)
            .with("'nics':[{'mac':'aa:00:00:00:00:01','ip':'10.0.0.1','network':'net-1'}]"));
    assertOnly("shape", "server 1", "number of NICs is 0, by the files 1");
    cloud.sql(
        "INSERT INTO server_nic (server_id, position, mac, ip, mode, link, network) VALUES"
            + " (1, 0, 'aa:00:00:00:00:01', '10.0.0.1', 'bridged', 'br0', 'net-1')");
    assertEquals(0, cloud.check().exit(), cloud.check().out());
    cloud.sql("UPDATE server_nic SET ip = '10.0.0.2', mac = 'aa:00:00:00:00:02'");
    assertOnly(
        "shape",
        "server 1",
        "ip of NIC 0 is 10.0.0.2, by the files 10.0.0.1",
        "mac of NIC 0 is aa:00:00:00:00:02, by the files aa:00:00:00:00:01");
  }

  @Test
  void aServerInAnotherStateThanTheFilesAmountToIsNamed() throws Exception {
    cloud.sql("UPDATE server SET state = 'STARTED' WHERE id = 1");
    List<String> findings = cloud.check().findings();
    assertEquals(2, findings.size(), findings.toString());
    assertLine(findings.get(0), "broken", "server 1", "it is STARTED", "ended in STOPPED");
    assertLine(
        findings.get(1),
        "state",
        "server 1 job 15 op 0",
        "it is STARTED, by the files STOPPED",
        "OP_INSTANCE_SHUTDOWN, success");
  }

  @Test
  void aWrongStateIsNamedThoughTheHistoryLeadsToIt() throws Exception {
    cloud.sql("UPDATE server SET state = 'STARTED' WHERE id = 1");
    cloud.sql("UPDATE server_history SET to_state = 'STARTED' WHERE to_state = 'STOPPED'");
    assertOnly("state", "server 1 job 15 op 0");
  }

  @Test
  void aStepThatDoesNotBeginWhereTheOneBeforeEndedIsNamed() throws Exception {
    cloud.sql("UPDATE server_history SET from_state = 'STOPPED' WHERE to_state = 'DESTROYED'");
    assertOnly("broken", "server 3", "begins in STOPPED", "ended in STARTED");
  }

  @Test
  void anEventThatIsNowhereIsLost() throws Exception {
    cloud.sql("DELETE FROM inbox WHERE event_id LIKE '%:16:0:error'");
    assertOnly("lost", "server 2 job 16 op 0", "OP_INSTANCE_STARTUP", "not in the inbox");
    cloud.sql("DELETE FROM server_history WHERE job_id = 16");
    assertOnly("lost", "server 2 job 16 op 0", "not in the inbox nor the history");
  }

  @Test
  void oneThatHadNoEffectIsLostThoughTheInboxHasIt() throws Exception {
    cloud.sql("DELETE FROM server_history WHERE job_id = 16");
    assertOnly("lost", "server 2 job 16", "not in the history");
  }

  @Test
  void whatWasOnTheWayToTheEndNeedNotBeThere() throws Exception {
    cloud.sql("DELETE FROM server_history WHERE status = 'running'");
    cloud.sql("DELETE FROM inbox WHERE event_id LIKE '%:running'");
    assertEquals(0, cloud.check().exit(), cloud.check().out());
  }

  @Test
  void anEventThatHadItsEffectTwiceIsDoubled() throws Exception {
    cloud.sql(
        "INSERT INTO server_history (server_id, at, event_id, job_id, op_code, status, rule,"
            + " from_state, to_state) SELECT server_id, at, event_id, job_id, op_code, status,"
            + " rule, to_state, to_state FROM server_history WHERE job_id = 12");
    assertOnly("doubled", "server 2 job 12 op 0", "12:0:success");
  }

  @Test
  void anInboxWithoutItsKeyHasItTwice() throws Exception {
    cloud.sql("ALTER TABLE inbox DROP PRIMARY KEY");
    cloud.sql("INSERT INTO inbox SELECT * FROM inbox WHERE event_id LIKE '%:12:0:%'");
    assertOnly("doubled", "job 12 op 0", "inbox");
  }

  @Test
  void eachAlteredColumnIsNamed() throws Exception {
    String update = "UPDATE server_history SET %s = %s WHERE job_id = 14";
    for (String[] change :
        new String[][] {
          {
            "op_code",
            "'OP_INSTANCE_REBOOT'",
            "'OP_INSTANCE_CREATE'",
            "opcode is OP_INSTANCE_REBOOT"
          },
          {"status", "'success'", "'error'", "status is success, by the file error"},
          {"op_code", "NULL", "'OP_INSTANCE_CREATE'", "opcode is null"}
        }) {
      cloud.sql(update.formatted(change[0], change[1]));
      assertOnly("altered", "server 4 job 14 op 0", change[3]);
      cloud.sql(update.formatted(change[0], change[2]));
    }
    cloud.sql("UPDATE server_history SET job_id = 99 WHERE job_id = 14");
    assertOnly("altered", "server 4 job 14 op 0", "job is 99");
  }

  @Test
  void anEventOnAnotherServersRecordIsAltered() throws Exception {
    cloud.sql(
        "UPDATE server_history SET server_id = 2, from_state = 'STARTED', to_state = 'STARTED'"
            + " WHERE job_id = 14");
    assertOnly("altered", "server 2 job 14 op 0", "server is 2, by the file 4");
  }

  @Test
  void anEndThatTheFileDoesNotTellIsUnknownAndTheRightOneLost() throws Exception {
    cloud.sql(
        "UPDATE inbox SET event_id = REPLACE(event_id, 'error', 'success')"
            + " WHERE event_id LIKE '%:16:0:error'");
    cloud.sql(
        "UPDATE server_history SET status = 'success',"
            + " event_id = REPLACE(event_id, 'error', 'success') WHERE job_id = 16");
    List<String> findings = cloud.check().findings();
    assertEquals(3, findings.size(), findings.toString());
    assertLine(findings.get(0), "unknown", "server 2 job 16 op 0", "16:0:success");
    assertLine(findings.get(1), "unknown", "the inbox");
    assertLine(findings.get(2), "lost", "server 2 job 16 op 0");
  }

  @Test
  void aJobThatNoFileKnowsIsUnknownUnlessGanetiHasForgottenIt() throws Exception {
    String insert =
        "INSERT INTO inbox (event_id, received_at) VALUES ('"
            + CloudOnRecord.CLUSTER
            + ":%d:0:success', now())";
    cloud.sql(insert.formatted(9)); // older than every file
    assertEquals(0, cloud.check().exit(), cloud.check().out());
    cloud.sql(insert.formatted(99));
    assertOnly("unknown", "job 99 op 0", "the inbox has event 99:0:success");
  }

  @Test
  void aTaskThatNothingUnderWayBelongsToIsNamed() throws Exception {
    cloud.sql("UPDATE server SET task = 'START' WHERE id = 2");
    assertOnly("task", "server 2", "START");
    cloud.file(new JobText(19, "OP_INSTANCE_STARTUP", "snf-2", "running", 190));
    assertEquals(0, cloud.check().exit(), cloud.check().out());
  }

  @Test
  void anInstanceThatNoServerIsIsAbsent() throws Exception {
    cloud.sql("DELETE FROM server WHERE id = 1");
    assertOnly("absent", "server 1 job 15", "there is none, by the files STOPPED");
  }

  @Test
  void aFileThatIsNoJobIsNamed() throws Exception {
    Files.writeString(root.resolve("queue/job-20"), "{\"id\":");
    assertOnly("unreadable", "job-20");
  }

  @Test
  void deadLettersAndWhatWasNotTakenAreNamedAndWhatIsParkedIsNot() {
    assertAll(
        () -> assertLeft("dead", new Filled("snf-events-op-dl", 2, 0, false), "has 2 dead letters"),
        () -> assertLeft("dead", new Filled("credits-dl", 0, 1, true), "credits-dl"),
        () -> assertLeft("left", new Filled("snf-events-op", 3, 0, false), "3 messages waiting"),
        () -> assertLeft("left", new Filled("email", 0, 1, true), "1 in hand"),
        () -> assertTrue(leftover(new Filled("snf-events-network", 5, 0, false)).isEmpty()),
        () -> assertTrue(leftover(new Filled("snf-events-op", 0, 0, true)).isEmpty()));
  }

  private static void assertLeft(String kind, Filled queue, String words) {
    assertLine(leftover(queue), kind, words);
  }

  private static String leftover(Filled queue) {
    return DispatchCheck.leftover(queue, "snf").map(Finding::line).orElse("");
  }

  @Test
  void eventsOfTwoClustersNeedToldWhichIsMeant() throws Exception {
    cloud.sql("INSERT INTO inbox (event_id, received_at) VALUES ('another:12:0:success', now())");
    Answer answer = cloud.check();
    assertEquals(2, answer.exit());
    assertTrue(answer.err().contains("another, " + CloudOnRecord.CLUSTER), answer.err());
    assertEquals(0, cloud.check("--cluster-uuid", CloudOnRecord.CLUSTER).exit());
  }

  @Test
  void itsExitTellsWrongUsageFromWhatCannotBeRead() throws Exception {
    assertAll(
        () -> assertRefused("--database is missing", "--queue", "q"),
        () -> assertRefused("there is no option --bogus", "--bogus", "x"),
        () -> assertRefused("--prefix needs a value", "--prefix"),
        () -> assertRefused("--user may be given once", "--user", "u", "--user", "v"));
    Answer half = cloud.check("--amqp", "amqp://127.0.0.1:1");
    assertEquals(2, half.exit());
    assertTrue(half.err().contains("--broker-password-file is missing"), half.err());
    Answer mute = cloud.check("--rapi", "https://127.0.0.1:1", "--rapi-user", "u");
    assertEquals(2, mute.exit());
    assertTrue(mute.err().contains("--rapi-password-file is missing"), mute.err());
    assertEquals(3, cloud.check("--queue", root.resolve("nowhere").toString()).exit());
    cloud.sql("DROP TABLE inbox");
    Answer unread = cloud.check();
    assertEquals(3, unread.exit());
    assertTrue(unread.err().startsWith("cannot be read: "), unread.err());
  }

  private static void assertRefused(String why, String... arguments) throws Exception {
    Answer answer = CloudOnRecord.run(arguments);
    assertEquals(2, answer.exit());
    assertTrue(answer.err().startsWith(why), answer.err());
  }
}
