package io.synnefo.vncauthproxy;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many of the files that this process may have open consoles may have. */
final class OpenFiles {
  /** Its viewer, its server, and its port, or what comes to the gateway in its place. */
  private static final long CONSOLE = 3;

  /** For all who ask and show nothing yet, wherever they come ({@link Reception}), and the JVM. */
  private static final long OTHERS = 8192;

  private OpenFiles() {}

  /** How many consoles have room, all of them at once. */
  static int consoles() {
    return consoles(
        ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
            .getMaxFileDescriptorCount());
  }

  static int consoles(long limit) {
    long files = limit - Math.min(OTHERS, limit / 2);
    return (int) Math.min(Integer.MAX_VALUE, files / CONSOLE);
  }
}
