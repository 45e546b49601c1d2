package io.synnefo.wire.mail;

import io.synnefo.wire.ganeti.MalformedMessageException;
import io.synnefo.wire.ganeti.MessageFields;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The JSON of a mail: {@code type} (always {@code mail}), {@code id}, {@code template}, {@code
 * recipient} and an object {@code fields} of texts. Strict: a field that is not known is refused,
 * and no text holds a control character, so that none can start a header or a command of its own
 * wherever a template puts it.
 */
public final class MailCodec {
  /** The largest message that is read. */
  public static final int MAX_BYTES = 1 << 16;

  /** The most characters of a field. */
  public static final int MAX_TEXT = 2000;

  /** The most fields. */
  public static final int MAX_FIELDS = 32;

  private static final String TYPE = "mail";
  private static final Set<String> KNOWN = Set.of("type", "id", "template", "recipient", "fields");

  // what a Message-ID may be made of, see RFC 5322, section 3.6.4
  private static final Pattern ID = Pattern.compile("(?=.{1,100}$)[\\w-]+(\\.[\\w-]+)*");
  private static final Pattern TEMPLATE = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9_]{0,31}");
  private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

  private MailCodec() {}

  /** Whether a template may be named so: also a word of a routing key, and of a file's name. */
  public static boolean isTemplate(String name) {
    return TEMPLATE.matcher(name).matches();
  }

  /**
   * The mail as UTF-8 JSON on one line; the same mail always gives the same bytes.
   *
   * @throws IllegalArgumentException when it could not be read again, naming the field at fault
   */
  public static byte[] encode(MailMessage mail) {
    JsonObjectBuilder fields = BUILDERS.createObjectBuilder();
    new TreeMap<>(mail.fields()).forEach(fields::add);
    byte[] body =
        BUILDERS
            .createObjectBuilder()
            .add("type", TYPE)
            .add("id", mail.id())
            .add("template", mail.template())
            .add("recipient", mail.recipient())
            .add("fields", fields)
            .build()
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    try {
      decode(body);
    } catch (MalformedMessageException e) {
      throw new IllegalArgumentException("no mail: " + e.getMessage(), e);
    }
    return body;
  }

  /** What is to be sent; the exception names the first field at fault, never its content. */
  public static MailMessage decode(byte[] body) throws MalformedMessageException {
    MessageFields fields = MessageFields.of(body, MAX_BYTES);
    fields.requireOnly(KNOWN);
    if (!TYPE.equals(fields.name("type"))) {
      throw new MalformedMessageException("type", "is not mail");
    }
    String id = fields.name("id");
    require(
        ID.matcher(id).matches(), "id", "must be 1 to 100 letters, digits, - and _, dots between");
    String template = fields.name("template");
    require(isTemplate(template), "template", "must be 1 to 63 of a-z, 0-9 and -, a letter first");
    String recipient = fields.name("recipient");
    require(MailAddresses.isAddress(recipient), "recipient", "is no plain address");
    return new MailMessage(id, template, recipient, texts(fields.optionalObject("fields")));
  }

  private static Map<String, String> texts(JsonObject object) throws MalformedMessageException {
    require(object.size() <= MAX_FIELDS, "fields", "are more than " + MAX_FIELDS);
    Map<String, String> texts = new HashMap<>();
    for (Map.Entry<String, JsonValue> field : object.entrySet()) {
      require(
          FIELD.matcher(field.getKey()).matches(),
          "fields",
          "must have names of 1 to 32 of a-z, 0-9 and _, a letter first");
      texts.put(field.getKey(), text("fields." + field.getKey(), field.getValue()));
    }
    return texts;
  }

  private static String text(String field, JsonValue value) throws MalformedMessageException {
    if (!(value instanceof JsonString string)) {
      throw new MalformedMessageException(field, "is not a string");
    }
    String text = string.getString();
    require(text.length() <= MAX_TEXT, field, "has more than " + MAX_TEXT + " characters");
    require(
        text.chars().noneMatch(MailCodec::endsLine), field, "holds a control character or a line");
    require(
        StandardCharsets.UTF_8.newEncoder().canEncode(text), field, "holds half of a character");
    return text;
  }

  private static boolean endsLine(int character) {
    return Character.isISOControl(character)
        || Character.getType(character) == Character.LINE_SEPARATOR
        || Character.getType(character) == Character.PARAGRAPH_SEPARATOR;
  }

  private static void require(boolean held, String field, String otherwise)
      throws MalformedMessageException {
    if (!held) {
      throw new MalformedMessageException(field, otherwise);
    }
  }
}
