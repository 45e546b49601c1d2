package io.synnefo.console;

import io.synnefo.wire.vnc.ConsoleDoor;
import io.synnefo.wire.vnc.ConsoleRequest;
import io.synnefo.wire.vnc.VncProxyConnectionFactory;
import io.synnefo.wire.vnc.VncProxyException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The VNC proxies behind the connector. It is looked up each time: a server without it has no
 * consoles, and all else works.
 */
@ApplicationScoped
class ConsoleProxies implements VncProxyConnectionFactory {
  @Override
  public List<String> names() {
    try {
      return connector().names();
    } catch (VncProxyException e) {
      return List.of();
    }
  }

  @Override
  public <K> ConsoleDoor<K> open(Supplier<K> keys, Function<? super K, ConsoleRequest> request)
      throws VncProxyException {
    return connector().open(keys, request);
  }

  @Override
  public void revoke(String proxy, String session) throws VncProxyException {
    connector().revoke(proxy, session);
  }

  @SuppressWarnings("BanJNDI") // a constant name of this server, no input of anybody
  private static VncProxyConnectionFactory connector() throws VncProxyException {
    try {
      return InitialContext.doLookup(NAME);
    } catch (NamingException e) {
      VncProxyException none = new VncProxyException(List.of());
      none.initCause(e);
      throw none;
    }
  }
}
