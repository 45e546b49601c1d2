package io.synnefo.eventd;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Settings of a daemon whose files are all below one directory, its queue in {@code queue}. */
final class SettingsUnderTest {
  private SettingsUnderTest() {}

  /** Of the node with that name, which goes back so far in the archive. */
  static EventdSettings of(
      Path root, String node, long lookback, Optional<EventdSettings.Rapi> rapi) {
    return new EventdSettings(
        root.resolve("queue"),
        root,
        root.resolve("luxid"),
        "",
        node,
        List.of("snf"),
        root,
        64 << 20,
        lookback,
        root.resolve("status"),
        Optional.empty(),
        false,
        new EventdSettings.Broker(
            List.of(URI.create("amqp://127.0.0.1")),
            "nobody",
            root.resolve("password"),
            Optional.empty(),
            "ganeti"),
        rapi);
  }
}
