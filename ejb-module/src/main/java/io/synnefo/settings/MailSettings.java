package io.synnefo.settings;

import io.synnefo.wire.mail.MailAddresses;

/**
 * How mail leaves. Which server takes it is the server's configuration, not ours.
 *
 * @param from the sender's address; all instances of the application must have the same
 */
public record MailSettings(String from) {
  /** For a relay on the same host, which may put its own name in the place. */
  public static final String DEFAULT_FROM = "synnefo@localhost";

  /** Refuses what is no plain address. */
  public MailSettings {
    if (!MailAddresses.isAddress(from)) {
      throw new IllegalArgumentException("synnefo.mail.from is no plain address: " + from);
    }
  }
}
