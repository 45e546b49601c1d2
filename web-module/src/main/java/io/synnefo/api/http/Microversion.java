package io.synnefo.api.http;

import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the Compute API. Only 2.1 is offered: each later one promises keys and behaviours,
 * and is offered when all up to it are there.
 */
record Microversion(int major, int minor) {
  /** The oldest and, for now, the newest. */
  static final Microversion OFFERED = new Microversion(2, 1);

  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,8})\\.([1-9]\\d{0,8}|0)");

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
    return text.isEmpty() || text.equalsIgnoreCase("latest") ? OFFERED : parse(text);
  }

  /** Whether it is offered. */
  boolean isOffered() {
    return equals(OFFERED);
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
