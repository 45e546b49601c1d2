package io.synnefo.wire.mail;

import java.util.regex.Pattern;

/**
 * Addresses that mail is sent to and from: a plain {@code local@domain} (RFC 5321, section 4.1.2,
 * without quotes, comments, literals and what is not ASCII), so that none needs escaping anywhere.
 */
public final class MailAddresses {
  private static final int MAX_LENGTH = 254;
  private static final int MAX_LOCAL = 64;
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}";
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern ADDRESS =
      Pattern.compile(ATOM + "(?:\\." + ATOM + "){0,31}@" + LABEL + "(?:\\." + LABEL + "){0,126}");

  private MailAddresses() {}

  /** Whether mail is sent to such an address. */
  public static boolean isAddress(String text) {
    return text.length() <= MAX_LENGTH
        && text.indexOf('@') <= MAX_LOCAL
        && ADDRESS.matcher(text).matches();
  }

  /** What follows the at sign of an address. */
  public static String domain(String address) {
    return address.substring(address.indexOf('@') + 1);
  }
}
