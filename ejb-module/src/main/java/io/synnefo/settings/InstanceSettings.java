package io.synnefo.settings;

/**
 * How Ganeti's instances of ours are told from others.
 *
 * @param prefix a server's instance is named {@code <prefix>-<id>}
 */
public record InstanceSettings(String prefix) {
  /** What holds when nothing is configured. */
  public static final String DEFAULT_PREFIX = "snf";

  /** Refuses what could not be a part of a host name and of a routing key. */
  public InstanceSettings {
    if (!prefix.matches("[a-z][a-z0-9]{0,15}")) {
      throw new IllegalArgumentException(
          "synnefo.prefix must be a letter and at most 15 letters or digits, lower case: "
              + prefix);
    }
  }
}
