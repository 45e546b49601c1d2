package io.synnefo.testbed.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether something answers at a port. */
class PortsTest {
  private static Script.Result look(int port) throws Exception {
    return Script.bash(List.of("ports"), "port_open 127.0.0.1 " + port).run();
  }

  @Test
  void aListenerIsSeenAndItsEndToo() throws Exception {
    ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    try (listener) {
      assertEquals(0, look(listener.getLocalPort()).exit());
    }
    assertNotEquals(0, look(listener.getLocalPort()).exit());
  }

  @Test
  void oneThatTakesNoMoreConnectionsIsNotWaitedFor() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<SocketChannel> crowd = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        crowd.add(knock(listener.getLocalSocketAddress()));
      }
      assertEquals(124, look(listener.getLocalPort()).exit());
      for (SocketChannel one : crowd) {
        one.close();
      }
    }
  }

  private static SocketChannel knock(SocketAddress address) throws Exception {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.connect(address);
    return channel;
  }
}
