package io.synnefo.testbed.ganeti;

import io.synnefo.ganeti.RapiAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the env file of a test cluster tells: where its RAPI and its files are, and the credentials.
 */
public record GanetiEnv(
    URI rapi,
    String username,
    String password,
    Path queueDir,
    Path dataDir,
    Path luxidSocket,
    String cluster,
    String clusterUuid,
    String certificateSha256) {
  private static final int MAX_CONCURRENT = 32;

  /** Reads a file of shell assignments, as ganeti-up.sh and FakeGaneti write it. */
  public static GanetiEnv read(Path file) throws IOException {
    Map<String, String> values =
        Files.readAllLines(file).stream()
            .map(line -> line.split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    Path dataDir = Path.of(value(values, "GNT_DATA_DIR"));
    // clusters of an older version do not tell it
    String luxid = dataDir + "/../../run/ganeti/socket/ganeti-query";
    return new GanetiEnv(
        URI.create(value(values, "GNT_RAPI")),
        value(values, "GNT_USER"),
        value(values, "GNT_PASS"),
        Path.of(value(values, "GNT_QUEUE_DIR")),
        dataDir,
        Path.of(values.getOrDefault("GNT_LUXID_SOCKET", luxid)).normalize(),
        value(values, "GNT_CLUSTER"),
        value(values, "GNT_CLUSTER_UUID"),
        value(values, "GNT_CERT_SHA256"));
  }

  private static String value(Map<String, String> values, String key) {
    String value = values.get(key);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException("the env file lacks " + key);
    }
    return value;
  }

  /** The file is there as a whole, readable by its owner only. */
  void write(Path file, String nodeName) throws IOException {
    String text =
        String.join(
            "\n",
            "GNT_RAPI=" + rapi,
            "GNT_USER=" + username,
            "GNT_PASS=" + password,
            "GNT_QUEUE_DIR=" + queueDir,
            "GNT_DATA_DIR=" + dataDir,
            "GNT_LUXID_SOCKET=" + luxidSocket,
            "GNT_CLUSTER=" + cluster,
            "GNT_CLUSTER_UUID=" + clusterUuid,
            "GNT_CERT_SHA256=" + certificateSha256,
            "GNT_NODE_IPS=\"" + nodeName + "=" + rapi.getHost() + "\"",
            "");
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    Files.createFile(
        temporary,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(temporary, text);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** How a client gets in. */
  public RapiAccess access(Duration timeout) {
    return access(List.of(rapi), timeout);
  }

  /** Ditto, over these end points. */
  public RapiAccess access(List<URI> endpoints, Duration timeout) {
    return new RapiAccess(
        cluster, endpoints, username, password, certificateSha256, timeout, MAX_CONCURRENT);
  }

  /** Tells all but the password. */
  @Override
  public String toString() {
    return "GanetiEnv[" + cluster + " at " + rapi + ", queue " + queueDir + "]";
  }
}
