package io.synnefo.wire.mail;

import java.util.Map;

/**
 * One mail to one person, as it is asked for. What its parts may be, {@link MailCodec} says.
 *
 * @param id the same each time the same mail is asked for: only the first is sent
 * @param template name of the text that the application has
 * @param recipient address that the mail goes to
 * @param fields what the template's placeholders stand for
 */
public record MailMessage(
    String id, String template, String recipient, Map<String, String> fields) {
  /** Takes a copy of the fields. */
  public MailMessage {
    fields = Map.copyOf(fields);
  }
}
