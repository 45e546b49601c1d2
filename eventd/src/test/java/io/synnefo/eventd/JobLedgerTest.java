package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLedgerTest {
  private static final String UUID = "5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52";
  private static final EventMapper MAPPER =
      new EventMapper("cluster.gnt.test", UUID, List.of("inst"));

  @TempDir Path directory = Path.of("");
  private JobLedger ledger;

  @BeforeEach
  void create() throws Exception {
    ledger = new JobLedger(Watermark.load(directory, UUID));
  }

  @Test
  void aStatusIsHandedOnOnceHoweverOftenTheFileIsWritten() throws Exception {
    Job queued = Samples.job("OP_INSTANCE_CREATE.queued");
    Job running = Samples.job("OP_INSTANCE_CREATE.running");
    assertEquals(1, fresh(queued).size());
    assertEquals(0, fresh(queued).size());
    assertEquals(
        List.of(UUID + ":54:0:running"), fresh(running).stream().map(Outgoing::id).toList());
    assertEquals(0, fresh(running).size());
  }

  @Test
  void aJobIsSettledOnceItEndedAndEveryEventIsConfirmed() throws Exception {
    List<Outgoing> first = fresh(Samples.job("OP_INSTANCE_CREATE.queued"));
    List<Outgoing> last = fresh(Samples.job("OP_INSTANCE_CREATE.success"));
    ledger.confirmed(last.get(0));
    assertFalse(ledger.isSettled(54));
    ledger.confirmed(first.get(0));
    assertTrue(ledger.isSettled(54));
  }

  @Test
  void aJobThatWasSettledWhileItsFileWasReadGivesNothingMore() throws Exception {
    Job job = Samples.job("OP_INSTANCE_CREATE.success");
    fresh(job).forEach(ledger::confirmed);
    assertEquals(List.of(), fresh(job));
  }

  @Test
  void anEndedJobWithoutOurInstancesIsSettledAtOnce() throws Exception {
    Job job = Samples.job("OP_NETWORK_ADD.success");
    assertEquals(List.of(), fresh(job));
    assertTrue(ledger.isSettled(job.id()));
  }

  @Test
  void aJobThatLeftTheQueueIsForgottenButNotItsUnconfirmedEvents() throws Exception {
    Job queued = Samples.job("OP_INSTANCE_CREATE.queued");
    Outgoing event = fresh(queued).get(0);
    ledger.keepOnly(Set.of());
    assertEquals(List.of(), fresh(queued));
    ledger.confirmed(event);
    ledger.keepOnly(Set.of());
    assertEquals(List.of(event), fresh(queued));
  }

  private List<Outgoing> fresh(Job job) {
    return ledger.fresh(job, MAPPER.map(job));
  }
}
