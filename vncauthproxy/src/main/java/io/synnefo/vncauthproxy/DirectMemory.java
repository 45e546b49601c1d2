package io.synnefo.vncauthproxy;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** How much of the JVM's memory outside the heap consoles may have. */
final class DirectMemory {
  private static final long OTHERS = 8 << 20; // for TLS, and for what the JDK copies what it sends

  private DirectMemory() {}

  /** How many consoles have room for their buffers, all of them at once. */
  static int consoles() {
    long limit = limit();
    long bytes = limit - Math.min(OTHERS, limit / 2);
    return (int) Math.min(Integer.MAX_VALUE, bytes / (Relay.BUFFERS * (long) BufferPool.BYTES));
  }

  /** {@code -XX:MaxDirectMemorySize}, which unless it is set is as much as the heap's. */
  private static long limit() {
    String set =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .getVMOption("MaxDirectMemorySize")
            .getValue();
    long bytes = Long.parseLong(set);
    return bytes == 0 ? Runtime.getRuntime().maxMemory() : bytes;
  }
}
