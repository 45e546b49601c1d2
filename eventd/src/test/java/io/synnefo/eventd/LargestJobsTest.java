package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Job files just below the largest that are read, with the memory that the daemon has. */
@Timeout(120)
class LargestJobsTest {
  private static final String CREATE =
      "'input':{'OP_ID':'OP_INSTANCE_CREATE','instance_name':'snf-1','nics':[{'network':"
          + "'snf-net-1','ip':'pool','name':'snf-nic-1'}],'disks':[{'size':2048,'name':'vol-1'}],"
          + "'hvparams':{},'beparams':{'vcpus':1,'maxmem':1024},"
          + "'reason':[['gnt:user','req',1795338805985110016]]}";

  @TempDir Path root = Path.of("");

  @Test
  void opcodesWithLongResultsAreAllTold() throws Exception {
    String row = "[[0,'inst-1.example.org'],[0,'running'],[0,1]],";
    int count = job(success(CREATE, "[" + row.repeat(700) + "0]"));
    assertTold(count);
  }

  @Test
  void opcodesWithResultsOfManySmallPartsAreAllTold() throws Exception {
    int count = job(success(CREATE, "[" + "[],".repeat(60_000) + "0]"));
    assertTold(count);
  }

  @Test
  void thousandsOfCreationsAreAllTold() throws Exception {
    int count = job(success(CREATE, "['node1.gnt.test']"));
    assertTold(count);
  }

  @Test
  void theSmallestOpcodesAreAllTold() throws Exception {
    String smallest = "'input':{'OP_ID':'OP_X','instance_name':'snf-1'}";
    int count = job("{" + smallest + ",'status':'error'}");
    assertTold(count);
  }

  @Test
  void whatIsUnderWayIsToldOnceForEachStatusAndOpcode() throws Exception {
    int count = job("{" + CREATE + ",'status':'queued'}");
    assertEquals(count + " events, settled {} [0]", IntakeUnderTest.scan(root));
    assertEquals(count + " events, settled {} [0]", IntakeUnderTest.scan(root));
    assertEquals(count, job("{" + CREATE + ",'status':'error' }"));
    assertTold(2 * count);
  }

  @Test
  void textsAsLongAsMayBeAreReadPast() throws Exception {
    int count = job(success(CREATE, "'" + "x".repeat((1 << 20) - 10) + "'"));
    assertTold(count);
  }

  @Test
  void aLongResultOfManyInstancesIsNotRepeatedForEach() throws Exception {
    String names = "'snf-1'" + ",'snf-2'".repeat(999);
    String input = "'input':{'OP_ID':'OP_X','instances':[" + names + "]}";
    String large = "['" + "x".repeat(40_000) + "']";
    job("{" + input + ",'status':'error','result':" + large + "}", 1);
    assertTold(1000);
  }

  private static String success(String input, String result) {
    return "{"
        + input
        + ",'status':'success','result':"
        + result
        + ",'log':[],'start_timestamp':[1,1],'exec_timestamp':[1,1],'end_timestamp':[1,1]}";
  }

  private void assertTold(int count) throws Exception {
    assertEquals(count + " events, settled 1-1{} [0]", IntakeUnderTest.scan(root));
  }

  /** As many opcodes as a job file may hold; how many that is. */
  private int job(String op) throws IOException {
    int count = (JobFile.MAX_BYTES - 100) / (op.length() + 1);
    job(op, count);
    return count;
  }

  private void job(String op, int count) throws IOException {
    Files.createDirectories(root.resolve("queue"));
    String text = op.replace('\'', '"');
    try (Writer file = Files.newBufferedWriter(root.resolve("queue/job-1"))) {
      file.write("{\"id\":1,\"ops\":[");
      for (int i = 0; i < count; i++) {
        file.write(i == 0 ? text : "," + text);
      }
      file.write("],\"received_timestamp\":[1,1],\"end_timestamp\":[1,1]}");
    }
  }
}
