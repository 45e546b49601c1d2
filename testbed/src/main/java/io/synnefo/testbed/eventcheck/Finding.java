package io.synnefo.testbed.eventcheck;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** One thing that is wrong with what arrived. */
record Finding(Kind kind, long job, int op, String subject, String text) {
  /** What can be wrong. */
  enum Kind {
    /** The file tells what no message told. */
    LOST,
    /** A message tells otherwise than the file. */
    ALTERED,
    /** A message tells what only a directory says that is not true any more. */
    STALE,
    /** One event under two ids, or one id with two contents. */
    DOUBLED,
    /** A message of a job, opcode or thing that no file knows. */
    UNKNOWN,
    /** A file that is named as a job and holds none. */
    UNREADABLE
  }

  JsonObject toJson() {
    return Json.createObjectBuilder()
        .add("kind", kind.name().toLowerCase(java.util.Locale.ROOT))
        .add("job", job)
        .add("op", op)
        .add("subject", subject)
        .add("text", text)
        .build();
  }
}
