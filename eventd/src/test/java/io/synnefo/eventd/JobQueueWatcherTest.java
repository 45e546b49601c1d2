package io.synnefo.eventd;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.wire.ganeti.RoutingKeys;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JobQueueWatcherTest {
  private static final String UUID = "5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52";

  @TempDir Path root = Path.of("");
  private final Tally tally = new Tally();

  /**
   * How many changes are kept differs from kernel to kernel: that there were too many is made up.
   */
  @Test
  void changesThatWereTooManyToBeNotedAreReadFromTheQueueItself() throws Exception {
    QueueUnderTest queue = new QueueUnderTest(root.resolve("queue"));
    Files.writeString(root.resolve("ssconf_master_node"), "node1.gnt.test\n");
    try (var luxid = new LuxidUnderTest(root.resolve("luxid"), UUID, "node1.gnt.test");
        Spools spools = Spools.open(root, RoutingKeys.ofEvents(List.of("snf")), 64 << 20)) {
      luxid.says(LuxidUnderTest.answer("cluster.gnt.test", UUID, "node1.gnt.test"));
      Duty duty = duty(spools);
      queue.job(1, "success");
      await().until(() -> !duty.tick() && spools.depth() == 1);
      queue.job(2, "success");
      queue.job(3, "success");
      new JobQueueWatcher(queue.directory, duty, tally).drain(overflown());
      assertEquals(1, tally.counts().overflows());
      await().until(() -> !duty.tick() && spools.depth() == 3);
    }
  }

  private Duty duty(Spools spools) {
    EventdSettings settings = SettingsUnderTest.of(root, "node1.gnt.test", 0, Optional.empty());
    Luxid luxid = new Luxid(settings.luxidSocket());
    return new Duty(
        settings, new Mastership(root, "node1.gnt.test", luxid, "", root), spools, tally);
  }

  private static WatchKey overflown() {
    WatchEvent<?> overflow =
        proxy(
            WatchEvent.class,
            name -> name.equals("kind") ? StandardWatchEventKinds.OVERFLOW : null);
    return proxy(WatchKey.class, name -> name.equals("pollEvents") ? List.of(overflow) : true);
  }

  private static <T> T proxy(Class<T> type, Function<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) -> answers.apply(method.getName())));
  }
}
