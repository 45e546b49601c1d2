package io.synnefo.server;

import io.synnefo.settings.InstanceSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.OptionalLong;

/** A server's name in Ganeti, {@code <prefix>-<id>}, and back. */
@ApplicationScoped
public class InstanceNames {
  /** As many digits as surely fit. */
  private static final int MOST_DIGITS = 18;

  @Inject InstanceSettings settings;

  /** The instance of that server. */
  public String of(long serverId) {
    return settings.prefix() + "-" + serverId;
  }

  /** The server of that instance; empty when the name is not one of ours. */
  public OptionalLong serverId(String instance) {
    String prefix = settings.prefix() + "-";
    String digits = instance.startsWith(prefix) ? instance.substring(prefix.length()) : "";
    boolean ours =
        !digits.isEmpty()
            && digits.length() <= MOST_DIGITS
            && digits.charAt(0) != '0'
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return ours ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
  }
}
