package io.synnefo.vnc;

import jakarta.resource.spi.ManagedConnectionMetaData;

/** What is known of a proxy without asking it. */
record VncConnectionMetaData(VncProxy proxy) implements ManagedConnectionMetaData {
  @Override
  public String getEISProductName() {
    return "VNC authentication proxy " + proxy.name();
  }

  /** The protocol has no way to ask for it. */
  @Override
  public String getEISProductVersion() {
    return "unknown";
  }

  /** No limit that is known. */
  @Override
  public int getMaxConnections() {
    return 0;
  }

  @Override
  public String getUserName() {
    return proxy instanceof VncProxy.AtPort port ? port.userName() : "";
  }
}
