package io.synnefo.vnc;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which VNC authentication proxies there are.
 *
 * @param proxies in the settings' order, each name once; may be none
 * @param timeout of a request, whichever proxies are asked
 * @param warnings what is allowed and unwise, a line each
 */
record VncProxySettings(List<VncProxy> proxies, Duration timeout, List<String> warnings) {
  /** Names alone. */
  @Override
  public String toString() {
    return proxies.isEmpty()
        ? "none"
        : proxies.stream().map(VncProxy::name).collect(Collectors.joining(", "));
  }
}
