package io.synnefo.vnc;

import jakarta.resource.spi.ConnectionRequestInfo;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy a connection is to go to. Two are equal when it is the same one: by when is no
 * property of a connection.
 */
record ProxyCall(VncProxy proxy, Deadline deadline) implements ConnectionRequestInfo {
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProxyCall call && call.proxy.name().equals(proxy.name());
  }

  @Override
  public int hashCode() {
    return proxy.name().hashCode();
  }
}
