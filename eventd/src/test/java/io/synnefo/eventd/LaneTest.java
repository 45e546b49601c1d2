package io.synnefo.eventd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LaneTest {
  private static final String KEY = "ganeti.snf.event.op";
  private static final String LONG = "x".repeat(256);

  @TempDir Path root = Path.of("");
  private final ChannelsUnderTest channels = new ChannelsUnderTest();
  private Spool spool;
  private Link link;
  private Lane lane;
  private Thread thread;

  @BeforeEach
  void open() throws Exception {
    spool = Spool.open(root.resolve(KEY), KEY, 1 << 20);
    link = new Link(channels, "ganeti", spool::depth);
    lane = new Lane(spool, link, "ganeti", null);
    thread = new Thread(lane, "lane");
  }

  @AfterEach
  void close() throws Exception {
    link.stop();
    thread.join();
    spool.close();
  }

  @Test
  void aMessageThatCannotBePublishedIsLaidAsideAndHoldsUpNoOther() throws Exception {
    spool.append(List.of(event("e1"), event(LONG), event("e3")));
    thread.start();
    await().until(() -> spool.depth() == 0);
    assertEquals(List.of("e1", "e3"), channels.published.stream().distinct().toList());
    Path aside = root.resolve(KEY).resolve("unpublished-2.json");
    assertEquals("body of " + LONG, Files.readString(aside));
    await().until(() -> lane.status().fault().startsWith("1 events cannot be published"));
    Files.delete(aside);
    assertEquals("", lane.status().fault());
  }

  @Test
  void aFaultOfAnIdleWayEndsWithItsCause() throws Exception {
    channels.refusals.set(1);
    thread.start();
    await().until(() -> lane.status().fault().equals("the broker gives no channel"));
    await().until(() -> lane.status().fault().isEmpty());
    assertTrue(channels.published.isEmpty());
  }

  private static Outgoing event(String id) {
    return new Outgoing(
        KEY, true, id, "snf-1", true, Instant.EPOCH, ("body of " + id).getBytes(UTF_8));
  }
}
