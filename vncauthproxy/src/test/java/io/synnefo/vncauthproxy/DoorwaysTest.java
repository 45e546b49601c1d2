package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ports of which others hold many, one after the other. */
class DoorwaysTest {
  // between other tests' ports and those that the kernel lends; others may run this, too
  private static final int FIRST = 31_100 + (int) (ProcessHandle.current().pid() % 6) * 240;
  private static final int HELD = 200;
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final List<ServerSocketChannel> others = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (ServerSocketChannel other : others) {
      other.close();
    }
  }

  /** Who holds one already does as well. */
  private void hold(int count) throws IOException {
    for (int port = FIRST; port < FIRST + count; port++) {
      ServerSocketChannel other = ServerSocketChannel.open();
      others.add(other);
      try {
        other.bind(new InetSocketAddress(HERE, port));
      } catch (BindException e) {
        other.close();
      }
    }
  }

  private static Doorways of(PortPool pool) {
    Relay.Limits limits = new Relay.Limits(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    return new Doorways(
        pool,
        new ProxySettings.Viewers(
            Optional.of(HERE),
            "",
            FIRST,
            FIRST,
            Set.of(),
            1,
            1,
            Duration.ZERO,
            Duration.ZERO,
            limits,
            List.of()));
  }

  @Test
  void theFirstThatNobodyHoldsIsFoundHoweverManyAreHeldBeforeIt() throws Exception {
    hold(HELD);
    PortPool pool = new PortPool(FIRST, FIRST + HELD + 20, Set.of());
    Doorways.Open found = of(pool).open(0);
    found.listening().close();
    assertEquals(HELD + 20, pool.free());
  }

  @Test
  void whereOthersHoldAllTheSystemsOwnWordsAreTold() throws Exception {
    hold(3);
    PortPool pool = new PortPool(FIRST, FIRST + 2, Set.of());
    Doorways doorways = of(pool);
    BadRequestException refused = assertThrows(BadRequestException.class, () -> doorways.open(0));
    assertEquals(
        "No port is free: the last of 3 that no console has says: Address already in use",
        refused.getMessage());
    assertEquals(3, pool.free());
  }
}
