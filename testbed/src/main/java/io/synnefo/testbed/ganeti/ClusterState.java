package io.synnefo.testbed.ganeti;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * UUID and instances, on disk when a change returns. Ganeti has them all in config.data; here each
 * instance has a file of its own, so that a change costs the same however many there are.
 */
final class ClusterState {
  private static final int FIRST_PORT = 11_000;
  private static final String INSTANCE_FILE = ".json";

  private final FakeGanetiSettings settings;
  private final String uuid;
  private final Map<String, FakeInstance> instances = new TreeMap<>();

  private ClusterState(FakeGanetiSettings settings, String uuid) {
    this.settings = settings;
    this.uuid = uuid;
  }

  static ClusterState open(FakeGanetiSettings settings) throws IOException {
    Path config = settings.dataDir().resolve("config.data");
    JsonObject was = Files.exists(config) ? read(config) : JsonValue.EMPTY_JSON_OBJECT;
    String uuid =
        was.isEmpty()
            ? UUID.randomUUID().toString()
            : was.getJsonObject("cluster").getString("uuid");
    ClusterState state = new ClusterState(settings, uuid);
    state.readInstances();
    if (was.containsKey("instances")) { // as long as all were in one file
      for (JsonObject each : was.getJsonArray("instances").getValuesAs(JsonObject.class)) {
        state.put(FakeInstance.fromJson(each));
      }
    }
    JsonObjectBuilder cluster =
        Json.createObjectBuilder().add("cluster_name", settings.cluster()).add("uuid", uuid);
    write(config, Json.createObjectBuilder().add("cluster", cluster).build());
    state.writeSsconf();
    return state;
  }

  private void readInstances() throws IOException {
    Files.createDirectories(settings.instancesDir());
    try (Stream<Path> files = Files.list(settings.instancesDir())) {
      for (Path file : files.filter(each -> each.toString().endsWith(INSTANCE_FILE)).toList()) {
        FakeInstance instance = FakeInstance.fromJson(read(file));
        instances.put(instance.name(), instance);
      }
    }
  }

  private static JsonObject read(Path file) throws IOException {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
      return reader.readObject();
    }
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
    boolean isNew = instances.put(instance.name(), instance) == null;
    write(file(instance.name()), instance.toJson());
    if (isNew) {
      writeInstanceList();
    }
  }

  synchronized void remove(String name) throws IOException {
    instances.remove(name);
    Files.deleteIfExists(file(name));
    writeInstanceList();
  }

  private Path file(String name) {
    String safe = URLEncoder.encode(name, StandardCharsets.UTF_8);
    return settings.instancesDir().resolve(safe + INSTANCE_FILE);
  }

  private static void write(Path file, JsonObject json) throws IOException {
    AtomicFiles.write(file, file.getFileName() + ".new", "rw-r-----", json.toString());
  }

  private void writeInstanceList() throws IOException {
    ssconf("instance_list", String.join("\n", instances.keySet()));
  }

  private void writeSsconf() throws IOException {
    ssconf("cluster_name", settings.cluster());
    ssconf("master_node", settings.node());
    ssconf("master_candidates", settings.node());
    ssconf("master_ip", "127.0.0.1");
    ssconf("node_list", settings.node());
    ssconf("node_primary_ips", settings.node() + " 127.0.0.1");
    writeInstanceList();
  }

  private void ssconf(String name, String text) throws IOException {
    Path target = settings.dataDir().resolve("ssconf_" + name);
    AtomicFiles.write(target, target.getFileName() + ".new", "r--r--r--", text + "\n");
  }
}
