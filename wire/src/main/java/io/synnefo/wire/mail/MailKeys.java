package io.synnefo.wire.mail;

import io.synnefo.wire.ganeti.RoutingKeys;

/** Where a mail is published, so that queue {@code email} of the default list takes it. */
public final class MailKeys {
  /** The topic exchange of what the application itself asks for. */
  public static final String EXCHANGE = "api";

  private MailKeys() {}

  /**
   * The routing key of a mail of that template; the prefix has no trailing dash ({@code snf}).
   *
   * @throws IllegalArgumentException when one of them is none
   */
  public static String of(String prefix, String template) {
    if (!RoutingKeys.isPrefix(prefix) || !MailCodec.isTemplate(template)) {
      throw new IllegalArgumentException(
          "not a prefix and a template: " + prefix + ", " + template);
    }
    return prefix + ".email." + template;
  }
}
