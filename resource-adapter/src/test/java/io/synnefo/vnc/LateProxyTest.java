package io.synnefo.vnc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.synnefo.wire.ganeti.MalformedMessageException;
import io.synnefo.wire.vnc.ConsoleDoor;
import io.synnefo.wire.vnc.ConsoleRequest;
import io.synnefo.wire.vnc.ConsoleToken;
import io.synnefo.wire.vnc.ConsoleType;
import io.synnefo.wire.vnc.ControlCodec;
import io.synnefo.wire.vnc.ControlRequest;
import io.synnefo.wire.vnc.GatewayGrant;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A proxy that opens a console after it was given up, and another one has been asked. */
@Timeout(60)
class LateProxyTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(48); // of it the last has all but 3
  private static final byte[] OPENED =
      ("{\"source_port\":6080,\"status\":\"OK\",\"proxy_address\":\"p\","
              + "\"gateway\":\"wss://p:6080/\"}")
          .getBytes(UTF_8);

  private final BlockingQueue<ConsoleRequest> slow = new ArrayBlockingQueue<>(1);
  private final BlockingQueue<ConsoleRequest> prompt = new ArrayBlockingQueue<>(1);
  private final List<ControlPort> ports = new ArrayList<>();
  private final AtomicInteger cut = new AtomicInteger();

  @AfterEach
  void stop() throws IOException {
    for (ControlPort port : ports) {
      port.close();
    }
  }

  private VncProxy proxy(ControlPort.Daemon serving) throws IOException {
    ServerSocket server = ControlPort.listen(0);
    ports.add(ControlPort.at(server, serving));
    return Proxies.at(server.getLocalPort());
  }

  /** It may connect when the port is another machine's already: nobody is to have its key. */
  @ParameterizedTest
  @EnumSource(
      value = ConsoleType.class,
      names = {"VNC", "GATEWAY"})
  void whatItOpensIsNotOpenedByTheKeyThatIsTold(ConsoleType type) throws Exception {
    VncProxy late =
        proxy(
            (in, out) -> {
              ConsoleRequest asked = asked(in);
              in.transferTo(OutputStream.nullOutputStream()); // until it is given up
              slow.add(asked);
              out.write(OPENED);
            });
    VncProxy quick =
        proxy(
            (in, out) -> {
              prompt.add(asked(in));
              out.write(OPENED);
            });
    ConsoleDoor<ConsoleRequest> door =
        Proxies.of(TIMEOUT, late, quick).open(() -> key(type), Function.identity());
    assertEquals(quick.name(), door.proxy());
    assertEquals(prompt.remove(), door.key());
    ConsoleRequest lost = Objects.requireNonNull(slow.poll(20, TimeUnit.SECONDS));
    assertNotEquals(lost.password(), door.key().password());
    if (type == ConsoleType.GATEWAY) {
      assertNotEquals(grant(lost).session(), grant(door.key()).session());
      assertNotEquals(grant(lost).tokenHash(), grant(door.key()).tokenHash());
    }
  }

  @Test
  void whereTheFirstOneOpensNoOtherKeyIsCut() throws Exception {
    VncProxy quick = proxy((in, out) -> out.write(OPENED));
    Proxies.of(quick, quick).open(() -> key(ConsoleType.VNC), Function.identity());
    assertEquals(1, cut.get());
  }

  private ConsoleRequest key(ConsoleType type) {
    int number = cut.incrementAndGet();
    ConsoleRequest model = Proxies.console(type, 5900);
    GatewayGrant grant = model.grant();
    return new ConsoleRequest(
        type,
        model.host(),
        model.port(),
        "pass" + number,
        model.project(),
        grant == null
            ? null
            : new GatewayGrant(
                "s-" + number,
                ConsoleToken.random().hash(),
                grant.life(),
                grant.server(),
                grant.user()));
  }

  private static GatewayGrant grant(ConsoleRequest request) {
    return Objects.requireNonNull(request.grant());
  }

  private static ConsoleRequest asked(InputStream in) throws IOException {
    byte[] request = new byte[1024];
    int count = in.read(request);
    try {
      return assertInstanceOf(
              ControlRequest.Open.class,
              ControlCodec.decodeRequest(Arrays.copyOf(request, Math.max(0, count))))
          .console();
    } catch (MalformedMessageException e) {
      throw new IOException(e);
    }
  }
}
