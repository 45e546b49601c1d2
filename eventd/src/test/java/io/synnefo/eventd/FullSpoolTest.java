package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.synnefo.wire.ganeti.RoutingKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FullSpoolTest {
  private static final String UUID = "5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52";
  private static final List<String> PREFIXES = List.of("snf");
  private static final int NAMES = 1500;

  @TempDir Path root = Path.of("");

  @Test
  void anOpcodeLargerThanTheSpoolIsToldAtOnceAndHoldsUpTheNextOnlyUntilThereIsRoom()
      throws Exception {
    QueueUnderTest queue = new QueueUnderTest(root.resolve("queue"));
    queue.text(1, aboutMany());
    queue.job(2, "success");
    Watermark watermark = Watermark.load(root, UUID, PREFIXES);
    try (Spools spools = Spools.open(root, RoutingKeys.ofEvents(PREFIXES), 256 << 10)) {
      EventMapper mapper = new EventMapper("cluster.gnt.test", UUID, PREFIXES);
      JobIntake intake =
          new JobIntake(
              queue.directory, root.resolve("fetched"), mapper, watermark, spools, new Tally());
      intake.take(1);
      intake.flush();
      assertEquals(NAMES, spools.depth());
      intake.take(2);
      assertThrows(NoRoomException.class, intake::flush);
      assertEquals("1-1", watermark.settled().toString());
      Spool spool = spools.all().iterator().next();
      LongStream.rangeClosed(1, NAMES).forEach(spool::confirmed);
      intake.take(2);
      intake.flush();
      assertEquals("1-2", watermark.settled().toString());
    }
  }

  private static String aboutMany() {
    String names =
        IntStream.rangeClosed(1, NAMES)
            .mapToObj(n -> "'snf-" + n + "'")
            .collect(Collectors.joining(","));
    String op = "{'input':{'OP_ID':'OP_X','instances':[" + names + "]},'status':'error'}";
    return ("{'id':1,'ops':[" + op + "],'received_timestamp':[1,1]}").replace('\'', '"');
  }
}
