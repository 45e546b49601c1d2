package io.synnefo.mail;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A mail with places to fill in: a line {@code Subject: ...}, an empty line, and the text; {@code
 * {name}} stands for the field of that name. There is no other syntax, so a brace is nothing else.
 */
final class Template {
  private static final Pattern FORM =
      Pattern.compile("Subject: (\\S[^\n]*)\n\n(.+)", Pattern.DOTALL);
  private static final Pattern PLACE = Pattern.compile("\\{([a-z][a-z0-9_]{0,31})}");
  private static final Pattern BRACE = Pattern.compile("[{}]");

  private final String name;
  private final String subject;
  private final String body;

  private Template(String name, String subject, String body) {
    this.name = name;
    this.subject = subject;
    this.body = body;
  }

  /** The template of that name as it stands in a file. */
  static Template of(String name, String text) throws UnusableMailException {
    Matcher parts = FORM.matcher(text.replace("\r\n", "\n"));
    if (!parts.matches()) {
      throw new UnusableMailException(
          "template '" + name + "' does not begin with a line 'Subject: ...' and an empty one");
    }
    if (BRACE.matcher(PLACE.matcher(text).replaceAll("")).find()) {
      throw new UnusableMailException(
          "template '" + name + "' has a brace that belongs to no {name}");
    }
    return new Template(name, parts.group(1), parts.group(2));
  }

  /**
   * The mail. Fields without a place are left out: who asks may be newer than the templates.
   *
   * @param fields of one line each, as the codec sees to
   */
  MailText fill(Map<String, String> fields) throws UnusableMailException {
    requireAll(fields);
    return new MailText(
        bounded("subject", fill(subject, fields), MailText.MAX_SUBJECT),
        bounded("text", fill(body, fields), MailText.MAX_BODY));
  }

  private void requireAll(Map<String, String> fields) throws UnusableMailException {
    String missing =
        PLACE
            .matcher(subject + "\n" + body)
            .results()
            .map(place -> place.group(1))
            .filter(field -> !fields.containsKey(field))
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new UnusableMailException("fields that template '" + name + "' needs: " + missing);
    }
  }

  private String bounded(String part, String text, int most) throws UnusableMailException {
    if (text.length() > most) {
      throw new UnusableMailException(
          "the " + part + " of template '" + name + "' gets longer than " + most + " characters");
    }
    return text;
  }

  private static String fill(String text, Map<String, String> fields) {
    return PLACE
        .matcher(text)
        .replaceAll(place -> Matcher.quoteReplacement(fields.getOrDefault(place.group(1), "")));
  }
}
