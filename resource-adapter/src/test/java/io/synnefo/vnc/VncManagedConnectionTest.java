package io.synnefo.vnc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.vnc.ControlReply;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a container's pool sees of a connection. */
@Timeout(60)
class VncManagedConnectionTest {
  private static final byte[] REQUEST = "{\"revoke\":\"s-1\"}".getBytes(UTF_8);

  private final VncManagedConnectionFactory factory = new VncManagedConnectionFactory();
  private final List<Integer> events = new ArrayList<>();
  private ControlPort port;
  private ProxyCall call;
  private VncManagedConnection connection;

  @BeforeEach
  void connect() throws Exception {
    ServerSocket server = ControlPort.listen(0);
    port =
        ControlPort.at(
            server,
            (in, out) -> {
              in.read(new byte[1024]);
              out.write("{\"status\":\"OK\"}".getBytes(UTF_8));
              in.read(); // it does not close: the end of the object is the end
            });
    call = new ProxyCall(Proxies.at(server.getLocalPort()), Deadline.in(Duration.ofSeconds(20)));
    connection = (VncManagedConnection) factory.createManagedConnection(null, call);
    connection.addConnectionEventListener(new Recorder());
  }

  @AfterEach
  void stop() throws Exception {
    connection.destroy();
    port.close();
  }

  private final class Recorder implements ConnectionEventListener {
    @Override
    public void connectionClosed(ConnectionEvent event) {
      events.add(event.getId());
    }

    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {
      events.add(event.getId());
    }

    @Override
    public void localTransactionStarted(ConnectionEvent event) {}

    @Override
    public void localTransactionCommitted(ConnectionEvent event) {}

    @Override
    public void localTransactionRolledback(ConnectionEvent event) {}
  }

  private ProxyConnection handle() {
    return (ProxyConnection) connection.getConnection(null, call);
  }

  @Test
  void oneThatWasAskedIsForThePoolToDestroy() throws Exception {
    ProxyConnection handle = handle();
    assertSame(connection, factory.matchManagedConnections(Set.of(connection), null, call));
    assertEquals(Set.of(), factory.getInvalidConnections(Set.of(connection)));
    assertEquals(ControlReply.done(), handle.ask(REQUEST));
    handle.close();
    handle.close();
    assertEquals(List.of(ConnectionEvent.CONNECTION_ERROR_OCCURRED), events);
    assertNull(factory.matchManagedConnections(Set.of(connection), null, call));
    assertEquals(Set.of(connection), factory.getInvalidConnections(Set.of(connection)));
  }

  @Test
  void oneThatWasNotAskedMayBeKeptForTheSameProxy() throws Exception {
    handle().close();
    assertEquals(List.of(ConnectionEvent.CONNECTION_CLOSED), events);
    connection.cleanup();
    ProxyCall later = new ProxyCall(call.proxy(), Deadline.in(Duration.ofSeconds(99)));
    assertSame(connection, factory.matchManagedConnections(Set.of(connection), null, later));
    ProxyCall other = new ProxyCall(Proxies.at(1), call.deadline());
    assertNull(factory.matchManagedConnections(Set.of(connection), null, other));
    assertEquals(ControlReply.done(), handle().ask(REQUEST));
  }

  @Test
  void aSecondRequestIsRefused() throws Exception {
    ProxyConnection handle = handle();
    handle.ask(REQUEST);
    assertThrows(ProxyFault.class, () -> handle.ask(REQUEST));
  }

  @Test
  void aHandleOfOneThatWasTakenAwayIsClosed() throws Exception {
    ProxyConnection handle = handle();
    connection.cleanup();
    assertThrows(ProxyFault.class, () -> handle.ask(REQUEST));
    connection.associateConnection(handle);
    assertEquals(ControlReply.done(), handle.ask(REQUEST));
    assertThrows(ResourceException.class, () -> connection.associateConnection("no handle"));
  }

  @Test
  void nothingIsConnectedToWithoutARequest() {
    assertThrows(ResourceException.class, () -> factory.createManagedConnection(null, null));
  }

  @Test
  void thereAreNoTransactions() {
    assertThrows(NotSupportedException.class, () -> connection.getXAResource());
    assertThrows(NotSupportedException.class, () -> connection.getLocalTransaction());
  }

  @Test
  void whatIsKnownOfTheProxyIsTold() throws Exception {
    assertTrue(
        connection.getMetaData().getEISProductName().endsWith(call.proxy().name()),
        connection.getMetaData().getEISProductName());
    assertEquals("synnefo", connection.getMetaData().getUserName());
    assertNotNull(connection.getMetaData().getEISProductVersion());
    assertEquals("connection to VNC proxy " + call.proxy().name(), connection.toString());
  }

  @Test
  void aCallIsKnownByItsProxyAlone() {
    ProxyCall later = new ProxyCall(call.proxy(), Deadline.in(Duration.ofSeconds(99)));
    assertEquals(call, later);
    assertEquals(call.hashCode(), later.hashCode());
    assertEquals(factory, new VncManagedConnectionFactory());
    assertEquals(factory.hashCode(), new VncManagedConnectionFactory().hashCode());
  }
}
