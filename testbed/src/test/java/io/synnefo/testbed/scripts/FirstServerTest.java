package io.synnefo.testbed.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What up tells of the hops, from the job file and logs that a first server leaves. */
class FirstServerTest {
  private static final String SERVER = "wildfly1/standalone/log/server.log";
  private static final String EVENTD = "eventd1/log";
  private static final String ACCEPTED =
      "2026-11-24 10:00:00,100 DEBUG [x] (y) accepted req-1:create of snf-1\n";
  private static final String APPLIED =
      "2026-11-24 10:00:00,600 DEBUG [x] (y) applied uuid:7:0:success to snf-1: CREATED, a to b\n";
  private static final String CONFIRMED =
      "2026-11-24T10:00:00.700+0000 INFO confirmed uuid:7:0:success of snf-1,"
          + " published 2026-11-24T10:00:00.500123Z\n";
  // 10:00:00 UTC of that day
  private static final String SECONDS = "1795514400";

  @TempDir Path state;

  @BeforeEach
  void aJobHasEnded() throws Exception {
    write(
        "queue/job-7",
        """
        {"received_timestamp": [%1$s, 150000], "end_timestamp": [%1$s, 400000], "ops": [{
          "exec_timestamp": [%1$s, 200004],
          "input": {"OP_ID": "OP_INSTANCE_CREATE", "instance_name": "snf-1"}}]}
        """
            .formatted(SECONDS));
  }

  private void write(String name, String text) throws Exception {
    Path file = state.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<String> hops() throws Exception {
    Script.bash(
            List.of("first_server"),
            "GNT_CLUSTER_UUID=uuid GNT_QUEUE_DIR=$STATE/queue FIRST_ASKED=%s.0 FIRST_SHOWN=%s.8\n"
                    .formatted(SECONDS, SECONDS)
                + "first_hops")
        .with("STATE", state)
        .run()
        .succeeded();
    return Files.readAllLines(state.resolve("first-server.new"));
  }

  @Test
  void eachHopHasItsTime() throws Exception {
    write(SERVER, ACCEPTED + APPLIED);
    write(EVENTD, CONFIRMED);
    assertEquals(
        List.of(
            "hop=accepted 0.100 API accepted",
            "hop=running 0.200 Ganeti job running",
            "hop=success 0.400 job success",
            "hop=published 0.500 event published",
            "hop=committed 0.600 row committed",
            "hop=shown 0.800 API shows it"),
        hops());
  }

  @Test
  void oneThatCannotBeKnownSaysWhy() throws Exception {
    write(SERVER, ACCEPTED);
    write(EVENTD, "");
    List<String> hops = hops();
    assertEquals(
        "hop=published ? event published: no line of it in " + state + "/eventd*/log", hops.get(3));
    assertEquals(
        "hop=committed ? row committed: no line of it in "
            + state
            + "/wildfly*/standalone/log/server.log",
        hops.get(4));
    assertEquals("hop=shown 0.800 API shows it", hops.get(5));
  }

  @Test
  void withoutItsJobOnlyTheAnswerIsKnown() throws Exception {
    Files.delete(state.resolve("queue/job-7"));
    List<String> hops = hops();
    assertEquals(
        "hop=running ? Ganeti job running: no job of it in " + state + "/queue", hops.get(1));
    assertEquals(6, hops.size());
  }
}
