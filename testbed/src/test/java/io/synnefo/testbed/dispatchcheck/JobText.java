package io.synnefo.testbed.dispatchcheck;

import io.synnefo.testbed.eventcheck.OpFile;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.file.Path;

/**
 * The file of a job of one opcode.
 *
 * @param status what became of it; of an error, its kind and code after a blank each
 * @param end when, in seconds
 * @param more keys of the opcode's input, in JSON with ' for ", each with a comma before it
 */
record JobText(long id, String opcode, String instance, String status, long end, String more) {
  JobText(long id, String opcode, String instance, String status, long end) {
    this(id, opcode, instance, status, end, "");
  }

  /** As this, and asked for more. */
  JobText with(String input) {
    return new JobText(id, opcode, instance, status, end, "," + input);
  }

  /** As Ganeti writes it. */
  String text() {
    String[] words = status.split(" ", -1);
    String result =
        words.length == 1
            ? "null"
            : "[\"%s\",[\"why\",\"%s\"]]".formatted(words[1], words.length > 2 ? words[2] : "");
    return """
    {"id":%d,"ops":[{"input":{"OP_ID":"%s","dry_run":false,"reason":[],"instance_name":"%s"%s%s},
      "status":"%s","result":%s,"log":[],
      "start_timestamp":[%d,1],"exec_timestamp":[%d,2],"end_timestamp":[%d,3]}],
      "received_timestamp":[%d,0],"start_timestamp":[%d,1],"end_timestamp":[%d,4]}
    """
        .formatted(
            id,
            opcode.replace("_STOPPED", ""),
            instance,
            opcode.endsWith("_STOPPED") ? ",\"start\":false" : "",
            more.replace('\'', '"'),
            words[0],
            result,
            end - 1,
            end - 1,
            end,
            end - 1,
            end - 1,
            end);
  }

  OpFile op() {
    return new OpFile(Path.of("job-" + id), json(text()), 0);
  }

  /** Of JSON that may have ' for ". */
  static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
      return reader.readObject();
    }
  }
}
