package io.synnefo.api.http;

import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads bodies of requests. */
public final class JsonBody {
  /** Longer bodies are refused unread. */
  public static final int MOST_BYTES = 64 * 1024;

  private static final int DEEPEST = 32;
  private static final String COMPUTE_MALFORMED = "Malformed request body";
  private static final String IDENTITY_MALFORMED =
      "Expecting to find valid JSON in request body. The server could not comply with the request"
          + " since it is either malformed or otherwise incorrect. The client is assumed to be in"
          + " error.";

  private JsonBody() {}

  /**
   * The body of a Compute request.
   *
   * @fault badRequest 400 when it is no JSON object
   * @fault overLimit 413 when it is too long
   */
  public static Fields compute(InputStream body) {
    return Fields.compute(parse(body, COMPUTE_MALFORMED));
  }

  /**
   * The body of an Identity request; faults never repeat its values.
   *
   * @fault badRequest 400 when it is no JSON object
   * @fault overLimit 413 when it is too long
   */
  public static Fields identity(InputStream body) {
    return Fields.identity(parse(body, IDENTITY_MALFORMED));
  }

  private static JsonObject parse(InputStream body, String malformed) {
    byte[] bytes = read(body);
    if (bytes.length > MOST_BYTES) {
      throw new Fault(FaultCode.ENTITY_TOO_LARGE, "Request is too large.");
    }
    try (JsonReader reader = JsonDoc.PROVIDER.createReader(new StringReader(shallow(bytes)))) {
      if (reader.readValue() instanceof JsonObject object) {
        return object;
      }
      throw new Fault(FaultCode.BAD_REQUEST, malformed);
    } catch (JsonException
        | CharacterCodingException
        | UnsupportedOperationException // the parser's answer to a number of thousands of digits
        | ArithmeticException
        | NumberFormatException // and to an exponent of a dozen digits
        | IllegalStateException e) {
      throw new Fault(FaultCode.BAD_REQUEST, malformed, e);
    }
  }

  private static byte[] read(InputStream body) {
    try {
      return body.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      // the client went away in the middle: that is no failure of ours
      throw new Fault(FaultCode.BAD_REQUEST, "The request's body ended early.", e);
    }
  }

  /** The text, once it is sure that it is one value whose nesting exhausts no stack. */
  private static String shallow(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '{' || c == '[')) {
        depth++;
      } else if (!quoted && (c == '}' || c == ']') && --depth == 0) {
        // the parser would not look at what follows
        requireBlank(text.substring(i + 1));
        return text;
      }
      if (depth > DEEPEST) {
        throw new JsonException("too deep");
      }
    }
    return text;
  }

  private static void requireBlank(String rest) {
    if (!rest.isBlank()) {
      throw new JsonException("more than one value");
    }
  }
}
