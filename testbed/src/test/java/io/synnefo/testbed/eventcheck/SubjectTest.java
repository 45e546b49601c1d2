package io.synnefo.testbed.eventcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u00a7',
      nullValues = "-",
      value = {
        "OP_INSTANCE_REBOOT | \"instance_name\":\"snf-1\" | ganeti.snf.event.op snf-1",
        "OP_INSTANCE_REBOOT | \"instance_name\":\"snf-lab-1\" | ganeti.snf-lab.event.op snf-lab-1",
        "OP_INSTANCE_REBOOT | \"instance_name\":\"other-1\" | -",
        "OP_INSTANCE_REBOOT | \"instance_name\":\"snfx\" | -",
        "OP_INSTANCE_MULTI_ALLOC | \"instances\":[{\"instance_name\":\"snf-1\"},{\"instance_name\":\"x\"},"
            + "{\"instance_name\":\"snf-2\"}] | ganeti.snf.event.op snf-1 ganeti.snf.event.op snf-2",
        "OP_INSTANCE_QUERY_DATA | \"instances\":[\"snf-1\"] | ganeti.snf.event.op snf-1",
        "OP_INSTANCE_QUERY_DATA | \"instances\":null | -",
        "OP_NETWORK_ADD | \"network_name\":\"snf-net-3\" | ganeti.snf.event.network snf-net-3",
        "OP_NETWORK_ADD | \"network_name\":\"net-3\" | -",
        "OP_TAGS_SET | \"kind\":\"network\",\"name\":\"snf-net-3\",\"tags\":[] |"
            + " ganeti.snf.event.network snf-net-3",
        "OP_TAGS_DEL | \"kind\":\"instance\",\"name\":\"snf-1\",\"tags\":[] |"
            + " ganeti.snf.event.op snf-1",
        "OP_TAGS_SET | \"kind\":\"node\",\"name\":\"snf-1\",\"tags\":[] | -",
        "OP_TAGS_SET | \"kind\":\"cluster\",\"tags\":[\"snf:eventd:heartbeat:7\"],\"dry_run\":true |"
            + " eventd.heartbeat snf:eventd:heartbeat:7",
        "OP_TAGS_SET | \"kind\":\"cluster\",\"tags\":[\"snf:eventd:heartbeat:7\"] | -",
        "OP_TAGS_SET | \"kind\":\"cluster\",\"tags\":[\"x\"],\"dry_run\":true | -",
        "OP_INSTANCE_REBOOT | \"instance_name\":\"snf-1\",\"dry_run\":true | -",
        "OP_CLUSTER_SET_PARAMS | \"osparams\":{} | ganeti.event.cluster cluster",
        "OP_GROUP_ADD | \"group_name\":\"g1\" | ganeti.event.cluster g1",
        "OP_GROUP_VERIFY_DISKS | \"group_name\":\"g1\" | -",
        "OP_NODE_ADD | \"node_name\":\"snf-1\" | -"
      })
  void anOpcodeIsToldToThoseWhomItConcerns(String opcode, String input, String expected) {
    String job = "{\"id\":1,\"ops\":[{\"input\":{\"OP_ID\":\"" + opcode + "\"," + input + "}}]}";
    try (JsonReader reader = Json.createReader(new StringReader(job))) {
      OpFile op = new OpFile(Path.of("job-1"), reader.readObject(), 0);
      List<String> told =
          Subject.of(op, List.of("snf", "snf-lab")).stream()
              .map(subject -> subject.key() + " " + subject.name())
              .toList();
      assertEquals(expected == null ? "" : expected, String.join(" ", told));
    }
  }
}
