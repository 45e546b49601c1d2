package io.synnefo.wire.ganeti;

import io.synnefo.wire.text.Printable;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Which event a message is, as far as one can be made out that is not fit to be read. */
public final class MessageClue {
  private static final int LONGEST = 100;
  private static final List<String> SUBJECTS = List.of("instance", "network", "group", "tag");

  private MessageClue() {}

  /**
   * Its id, job and subject, such as {@code event 5a3e:7:0:success, job 7, instance snf-42}, those
   * that are there; on one line, and short whatever the message holds.
   */
  public static String of(byte[] body) {
    List<String> clues = new ArrayList<>();
    try {
      MessageFields fields = MessageFields.of(body, MessageCodec.MAX_BYTES);
      add(clues, "event", fields.optionalValue("event_id"));
      add(clues, "job", fields.optionalValue("jobId"));
      for (String subject : SUBJECTS) {
        add(clues, subject, fields.optionalValue(subject));
      }
    } catch (MalformedMessageException e) {
      clues.add("which event cannot be told");
    }
    return clues.isEmpty() ? "it names no event" : String.join(", ", clues);
  }

  private static void add(List<String> clues, String word, JsonValue value) {
    if (value instanceof JsonString text) {
      clues.add(word + " " + Printable.of(text.getString(), LONGEST));
    } else if (value instanceof JsonNumber number) {
      clues.add(word + " " + Printable.of(number.toString(), LONGEST));
    }
  }
}
