package io.synnefo.eventd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cluster's UUID, kept beside the watermark and compared whenever this node is the master. Used
 * by one thread, but for what the status asks.
 */
final class ClusterNote {
  private static final System.Logger LOG = System.getLogger(ClusterNote.class.getName());
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final String setting;
  private final Path file;
  private final Path luxidsFile;
  private String kept = "";
  private volatile String uuid = "";
  private volatile String fault = "";

  /** With a setting, that is the UUID; luxid's own is noted all the same, to see it change. */
  ClusterNote(Path stateDir, String setting) {
    this.setting = setting;
    this.file = stateDir.resolve("cluster");
    this.luxidsFile = stateDir.resolve("cluster.luxid");
  }

  /** That text, if it is a cluster's UUID; files are named after it. */
  static String uuid(String text) throws IOException {
    if (!UUID.matcher(text).matches()) {
      throw new IOException("its UUID is none: " + text);
    }
    return text;
  }

  /** The UUID of the cluster of which luxid says that; refused if there is none. */
  String keep(String luxids) throws IOException {
    String now = uuid(setting.isEmpty() ? luxids : setting);
    uuid = now;
    try {
      note(now);
      say(setting.isEmpty() ? "" : compare(luxids));
    } catch (IOException e) {
      say("the cluster's UUID cannot be kept, will try on: " + e);
    }
    return now;
  }

  /** This node is not the master: what is wrong with the note is of no concern. */
  void leave() {
    fault = "";
  }

  /** The UUID as far as it is known; empty if it is not. */
  String uuid() {
    return uuid;
  }

  /** What an operator must look at; empty if there is nothing. */
  String fault() {
    return fault;
  }

  private void note(String now) throws IOException {
    if (now.equals(kept)) {
      return;
    }
    String before = read(file);
    if (!now.equals(before)) {
      StateDir.replace(file, now + "\n");
    }
    kept = now;
    if (before != null && !now.equals(before)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the cluster is another one now: "
              + now
              + ", no more "
              + before
              + "; its watermark is new");
    }
  }

  private String compare(String luxids) throws IOException {
    String before = read(luxidsFile);
    if (before == null) {
      StateDir.replace(luxidsFile, luxids + "\n");
    }
    return before == null || before.equals(luxids)
        ? ""
        : "luxid's cluster is "
            + luxids
            + " now, no more "
            + before
            + ", but cluster-uuid is set: if that is still right, remove "
            + luxidsFile;
  }

  private void say(String what) {
    if (!what.isEmpty() && !what.equals(fault)) {
      LOG.log(System.Logger.Level.WARNING, what);
    }
    fault = what;
  }

  private static @Nullable String read(Path note) throws IOException {
    try {
      return Files.readString(note, StandardCharsets.UTF_8).strip();
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
