package io.synnefo.testbed.ganeti;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** UUID and instances, in config.data and ssconf files; every change is on disk when it returns. */
final class ClusterState {
  private static final int FIRST_PORT = 11_000;

  private final FakeGanetiSettings settings;
  private final Path file;
  private final String uuid;
  private final Map<String, FakeInstance> instances = new TreeMap<>();

  private ClusterState(FakeGanetiSettings settings, String uuid) {
    this.settings = settings;
    this.file = settings.dataDir().resolve("config.data");
    this.uuid = uuid;
  }

  static ClusterState open(FakeGanetiSettings settings) throws IOException {
    Path file = settings.dataDir().resolve("config.data");
    ClusterState state;
    if (Files.exists(file)) {
      try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
        JsonObject config = reader.readObject();
        state = new ClusterState(settings, config.getJsonObject("cluster").getString("uuid"));
        for (JsonObject json : config.getJsonArray("instances").getValuesAs(JsonObject.class)) {
          FakeInstance instance = FakeInstance.fromJson(json);
          state.instances.put(instance.name(), instance);
        }
      }
    } else {
      state = new ClusterState(settings, UUID.randomUUID().toString());
    }
    state.save();
    state.writeSsconf();
    return state;
  }

  String uuid() {
    return uuid;
  }

  synchronized Optional<FakeInstance> instance(String name) {
    return Optional.ofNullable(instances.get(name));
  }

  synchronized Collection<FakeInstance> instances() {
    return List.copyOf(instances.values());
  }

  /** The lowest that no instance has: a freed one is given to the next, as Ganeti does. */
  synchronized int freePort() {
    int port = FIRST_PORT;
    while (isTaken(port)) {
      port++;
    }
    return port;
  }

  private boolean isTaken(int port) {
    return instances.values().stream().anyMatch(each -> Objects.equals(each.port(), port));
  }

  synchronized void put(FakeInstance instance) throws IOException {
    instances.put(instance.name(), instance);
    save();
  }

  synchronized void remove(String name) throws IOException {
    instances.remove(name);
    save();
  }

  private void save() throws IOException {
    JsonArrayBuilder list = Json.createArrayBuilder();
    instances.values().forEach(instance -> list.add(instance.toJson()));
    JsonObject config =
        Json.createObjectBuilder()
            .add(
                "cluster",
                Json.createObjectBuilder()
                    .add("cluster_name", settings.cluster())
                    .add("uuid", uuid))
            .add("instances", list)
            .build();
    AtomicFiles.write(file, "config.data.new", "rw-r-----", config.toString());
    ssconf("instance_list", String.join("\n", instances.keySet()));
  }

  private void writeSsconf() throws IOException {
    ssconf("cluster_name", settings.cluster());
    ssconf("master_node", settings.node());
    ssconf("master_candidates", settings.node());
    ssconf("master_ip", "127.0.0.1");
    ssconf("node_list", settings.node());
    ssconf("node_primary_ips", settings.node() + " 127.0.0.1");
  }

  private void ssconf(String name, String text) throws IOException {
    Path target = settings.dataDir().resolve("ssconf_" + name);
    AtomicFiles.write(target, target.getFileName() + ".new", "r--r--r--", text + "\n");
  }
}
