package io.synnefo.mail;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a mail server answers to a recipient ({@code RCPT}). Many also tell only there that they do
 * not like the sender or the client, or will not relay (Postfix: {@code smtpd_delay_reject}).
 */
final class SmtpAnswer {
  /**
   * No such mailbox, no such domain, no address, moved (RFC 3463, section 3.2), no mail for that
   * domain (RFC 7505), mailbox disabled (RFC 3463, section 3.3).
   */
  private static final Set<String> OF_RECIPIENT =
      Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1");

  /** RFC 2034, section 4: it begins the text of each line; an IP address there is none. */
  private static final Pattern ENHANCED =
      Pattern.compile(
          "^5\\d\\d[ -]#?([245]\\.\\d{1,3}\\.\\d{1,3})(?!\\.?\\d)",
          Pattern.MULTILINE | Pattern.UNIX_LINES);

  /** What RFC 5321, section 4.3.2, has for a recipient's mailbox and nothing else. */
  private static final Pattern PLAIN = Pattern.compile("55[013](?!\\d)");

  private SmtpAnswer() {}

  /**
   * Whether it surely says that there will be no mail for this recipient; anything else may be a
   * setting, of ours or theirs, that is mended.
   *
   * @param answer lines as they came, each with its code
   */
  static boolean refusesRecipient(String answer) {
    List<String> codes = ENHANCED.matcher(answer).results().map(code -> code.group(1)).toList();
    return codes.isEmpty() ? PLAIN.matcher(answer).lookingAt() : OF_RECIPIENT.containsAll(codes);
  }
}
