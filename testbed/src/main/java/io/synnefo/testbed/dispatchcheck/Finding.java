package io.synnefo.testbed.dispatchcheck;

import java.util.Locale;
import java.util.StringJoiner;

/**
 * One thing that is wrong with what the cloud has on record.
 *
 * @param server its number, -1 if it is of none
 * @param job -1 if it is of none
 * @param op index of the opcode in the job, -1 if it is of none
 */
record Finding(Kind kind, long server, long job, int op, String text) {
  /** What can be wrong. */
  enum Kind {
    /** A server is in another state than the files say. */
    STATE,
    /** The files know an instance of ours that no server is. */
    ABSENT,
    /** A server's NICs, disks, size, flavor, tags or parameters are otherwise than was told. */
    SHAPE,
    /** A server waits for the end of something of which nothing is under way. */
    TASK,
    /** A step of the history does not begin where the one before it ended. */
    BROKEN,
    /** How an opcode ended is not on record. */
    LOST,
    /** An event had its effect more than once. */
    DOUBLED,
    /** An event is on record otherwise than the file says. */
    ALTERED,
    /** An event is on record that no file tells. */
    UNKNOWN,
    /** A file that is named as a job and holds none. */
    UNREADABLE,
    /** A queue of dead letters has some. */
    DEAD,
    /** A message still waits to be applied. */
    LEFT
  }

  static Finding ofServer(Kind kind, long server, String text) {
    return new Finding(kind, server, -1, -1, text);
  }

  static Finding ofEvent(Kind kind, long server, EventKey event, String text) {
    return new Finding(kind, server, event.job(), event.op(), text);
  }

  static Finding ofQueue(Kind kind, String text) {
    return new Finding(kind, -1, -1, -1, text);
  }

  /** For people, on one line. */
  String line() {
    StringJoiner where = new StringJoiner(" ", "", ": ").setEmptyValue("");
    if (server >= 0) {
      where.add("server " + server);
    }
    if (job >= 0) {
      where.add("job " + job + " op " + op);
    }
    return String.format("%-10s %s%s", kind.name().toLowerCase(Locale.ROOT), where, text);
  }
}
