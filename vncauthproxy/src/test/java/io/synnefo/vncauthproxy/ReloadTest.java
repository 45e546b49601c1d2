package io.synnefo.vncauthproxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An operator and a signal, both at once. */
@Timeout(60)
class ReloadTest {
  @TempDir Path root = Path.of("");

  @Test
  void ofTwoAtOnceTheOneThatReadLastIsInForce() throws Exception {
    try (Scene scene = new Scene(root, Map.of())) {
      CountDownLatch hasRead = new CountDownLatch(1);
      CountDownLatch mayGoOn = new CountDownLatch(1);
      scene.proxy.whenRead =
          () -> {
            hasRead.countDown();
            await().until(() -> mayGoOn.getCount() == 0);
          };
      Thread first = start(scene);
      hasRead.await();
      scene.proxy.whenRead = () -> {};
      scene.proxy.set("gateway-url", "wss://second.example.org/");
      Thread second = start(scene);
      await()
          .until(
              () ->
                  second.getState() == Thread.State.BLOCKED
                      || second.getState() == Thread.State.TERMINATED);
      mayGoOn.countDown();
      first.join();
      second.join();
      String reply = scene.grant("s1", scene.token);
      assertTrue(reply.contains("\"wss://second.example.org/\""), reply);
    }
  }

  private static Thread start(Scene scene) {
    Thread thread = new Thread(scene.proxy.daemon::reload, "reload under test");
    thread.start();
    return thread;
  }
}
