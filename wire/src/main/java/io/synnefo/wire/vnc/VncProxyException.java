package io.synnefo.wire.vnc;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** No proxy opened the console. */
public class VncProxyException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With these words, whatever surrounds them, a proxy says that a project may have no more. */
  public static final String TOO_MANY_OF_PROJECT = "Too many consoles of the project";

  private final transient List<Attempt> attempts;

  /**
   * A proxy that was asked.
   *
   * @param proxy as the settings name it
   * @param answered whether it said no; false when it could not be asked
   * @param atLimit whether it said that the project has as many consoles open as it may
   * @param reason in its words or in ours; holds no secret
   */
  public record Attempt(String proxy, boolean answered, boolean atLimit, String reason) {
    /** One whose reason is as it was given. */
    public Attempt(String proxy, boolean answered, String reason) {
      this(proxy, answered, answered && isOfLimit(reason), reason);
    }

    /** Whether a proxy that says so means the project's limit. */
    public static boolean isOfLimit(String reason) {
      return reason.toLowerCase(Locale.ROOT).contains(TOO_MANY_OF_PROJECT.toLowerCase(Locale.ROOT));
    }
  }

  /** In their order; none of them when no proxy is configured. */
  public VncProxyException(List<Attempt> attempts) {
    super(
        attempts.isEmpty()
            ? "no VNC proxy is configured"
            : attempts.stream()
                .map(attempt -> attempt.proxy() + ": " + attempt.reason())
                .collect(Collectors.joining("; ")));
    this.attempts = List.copyOf(attempts);
  }

  /** Which proxies were asked, in their order. */
  public List<Attempt> attempts() {
    return attempts;
  }
}
