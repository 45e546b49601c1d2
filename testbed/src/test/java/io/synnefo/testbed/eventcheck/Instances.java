package io.synnefo.testbed.eventcheck;

import static org.awaitility.Awaitility.await;

import io.synnefo.testbed.ganeti.RawRapi;
import io.synnefo.testbed.ganeti.RawRapi.Answer;
import java.io.IOException;
import java.time.Duration;

/** What the jobs of a test work on: instances of ours, and one of somebody else. */
final class Instances {
  private static final String BODY =
      """
      {"__version__":1,"mode":"create","instance_name":"%s","hypervisor":"fake",
       "disk_template":"diskless","disks":[],"nics":[],"os_type":"snf-image+default",
       "beparams":{"vcpus":1,"maxmem":128,"minmem":128},"tags":["synnefo:test"],
       "osparams":{"img_id":"debian"},"osparams_private":{"img_passwd":"topsecret"},
       "name_check":false,"ip_check":false,"start":true}
      """;

  private static final String TWO_OPCODES =
      """
      [{"OP_ID":"OP_TAGS_SET","kind":"instance","name":"snf-1","tags":["first"]},
       {"OP_ID":"OP_INSTANCE_REBOOT","instance_name":"snf-1","reboot_type":"hard"}]
      """;

  private Instances() {}

  /** They run; their creation is in the job files, and a job of two opcodes of ours. */
  static void create(Nodes nodes) throws IOException, InterruptedException {
    RawRapi rapi = new RawRapi(nodes.env());
    for (int number = 1; number <= JobLoad.INSTANCES; number++) {
      create(rapi, "snf-" + number);
    }
    create(rapi, "other-1");
    awaitEnd(nodes);
    nodes.submit(TWO_OPCODES);
    awaitEnd(nodes);
  }

  private static void awaitEnd(Nodes nodes) {
    await("the end of all jobs")
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                new JobFolders(nodes.queues())
                    .truth()
                    .allMatch(op -> Statuses.isFinal(op.status())));
  }

  private static void create(RawRapi rapi, String name) throws IOException {
    Answer answer = rapi.call("POST", "/2/instances", "application/json", BODY.formatted(name));
    if (answer.status() != 200) {
      throw new IOException(name + ": " + answer);
    }
  }
}
