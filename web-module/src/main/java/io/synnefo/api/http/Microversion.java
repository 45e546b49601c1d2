package io.synnefo.api.http;

import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the Compute API. Each promises keys and behaviours, and is offered when all up to it
 * are there (ADR 019).
 */
public record Microversion(int major, int minor) {
  /** What who says nothing gets. */
  public static final Microversion OLDEST = new Microversion(2, 1);

  /** The newest that is offered. */
  public static final Microversion NEWEST = new Microversion(2, 8);

  static final String CURRENT_HEADER = "OpenStack-API-Version";
  static final String OLD_HEADER = "X-OpenStack-Nova-API-Version";

  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,8})\\.([1-9]\\d{0,8}|0)");

  /**
   * The version that the request asks for.
   *
   * @fault badRequest 400 when it is none
   */
  public static Microversion of(HttpHeaders headers) {
    return of(headers.getRequestHeaders());
  }

  static Microversion of(MultivaluedMap<String, String> headers) {
    return asked(
        headers.getOrDefault(CURRENT_HEADER, List.of()),
        headers.getOrDefault(OLD_HEADER, List.of()));
  }

  /** Whether what came with {@code 2.minor} is there. */
  public boolean isAtLeast(int wanted) {
    return minor >= wanted;
  }

  /**
   * The version asked for: 2.1 when nothing was said.
   *
   * @param current values of {@code OpenStack-API-Version}, such as {@code compute 2.1}
   * @param old values of {@code X-OpenStack-Nova-API-Version}, which count for less
   */
  static Microversion asked(List<String> current, List<String> old) {
    String text = "";
    for (String value : current) {
      for (String one : value.split(",", -1)) {
        String[] words = one.strip().split("\\s+", -1);
        if (words.length == 2 && words[0].equalsIgnoreCase("compute")) {
          text = words[1];
        }
      }
    }
    if (text.isEmpty() && !old.isEmpty()) {
      text = old.get(0).strip();
    }
    if (text.equalsIgnoreCase("latest")) {
      return NEWEST;
    }
    return text.isEmpty() ? OLDEST : parse(text);
  }

  /** Whether it is offered. */
  boolean isOffered() {
    return major == OLDEST.major && minor >= OLDEST.minor && minor <= NEWEST.minor;
  }

  private static Microversion parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      String shown = text.length() > 40 ? text.substring(0, 40) : text;
      throw new Fault(
          FaultCode.BAD_REQUEST,
          "API Version String "
              + shown
              + " is of invalid format. Must be of format MajorNum.MinorNum.");
    }
    return new Microversion(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
