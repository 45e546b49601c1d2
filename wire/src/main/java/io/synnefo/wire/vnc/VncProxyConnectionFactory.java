package io.synnefo.wire.vnc;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The VNC authentication proxies, behind the resource adapter. Its place in JNDI is {@link #NAME}.
 */
public interface VncProxyConnectionFactory {
  /** Where the application looks it up. */
  String NAME = "java:/eis/vncauthproxy";

  /** The proxies in the settings' order, as {@link ConsoleDoor#proxy} tells them. */
  List<String> names();

  /**
   * A console waits at the door that is answered, for one viewer, until it comes or the proxy's
   * time for that is over; the machine's VNC server is connected already. Proxies are asked in turn
   * until one opens, each with a key of its own: whoever was given up and opens later opens what
   * nobody has the key of. No transaction: an open door that nobody comes to closes by itself.
   *
   * @param keys a new one at each call
   * @param request what a proxy is asked for with that key
   * @throws VncProxyException when none did; says which were asked, and what each said
   * @throws IllegalArgumentException when password or grant do not fit the type
   */
  <K> ConsoleDoor<K> open(Supplier<K> keys, Function<? super K, ConsoleRequest> request)
      throws VncProxyException;

  /**
   * The gateway's session of that name is over at that proxy, whether its viewer came or not; so it
   * is when there is none of that name.
   *
   * @param proxy as {@link ConsoleDoor#proxy} told it
   * @throws VncProxyException when the proxy could not be asked, or refused
   */
  void revoke(String proxy, String session) throws VncProxyException;
}
