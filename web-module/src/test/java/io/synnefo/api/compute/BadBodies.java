package io.synnefo.api.compute;

import java.util.List;
import java.util.stream.Stream;

/** Creations that must be refused, each made by spoiling a good one. */
final class BadBodies {
  private BadBodies() {}

  private static final String NAME = "\"name\":\"g\"";
  private static final String IMAGE = "\"imageRef\":\"cafeeaca-347f-4e2e-8bc6-a93d7610f0ca\"";
  private static final String FLAVOR = "\"flavorRef\":\"1\"";
  private static final String METADATA = "\"metadata\":{\"a\":\"b\"}";

  static List<String> of(String good) {
    return Stream.of(noJson(good), noServer(), wrongValues(good), notOffered(good))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> noJson(String good) {
    return List.of("", "{", good + "}", good + "{}", "[".repeat(30_000), good.substring(1));
  }

  private static List<String> noServer() {
    return List.of(
        "null",
        "[]",
        "\"server\"",
        "{\"server\":null}",
        "{\"server\":[]}",
        "{\"a\":".repeat(40) + "1" + "}".repeat(40));
  }

  private static List<String> wrongValues(String good) {
    return List.of(
        good.replace(NAME, "\"name\":\"\""),
        good.replace(NAME, "\"name\":\" g \""),
        good.replace(NAME, "\"name\":\"g\\u0000\""),
        good.replace(NAME, "\"name\":\"g\\u001b[31m\""),
        good.replace(NAME, "\"name\":\"g\\u202eh\""),
        good.replace(METADATA, "\"metadata\":{\"a/b\":\"c\"}"),
        good.replace(FLAVOR, "\"flavorRef\":" + "9".repeat(20_000)),
        good.replace(NAME, "\"name\":\"\\ud800\""),
        good.replace(NAME, "\"name\":\"" + "g".repeat(256) + "\""),
        good.replace(NAME, "\"name\":null"),
        good.replace(IMAGE, "\"imageRef\":\"cirros\""),
        good.replace(IMAGE, "\"imageRef\":\"\""),
        good.replace(IMAGE, "\"imageRef\":7"),
        good.replace("cafeeaca", "cafeeacb"),
        good.replace(FLAVOR, "\"flavorRef\":\"m1.nano\""),
        good.replace(FLAVOR, "\"flavorRef\":{}"),
        good.replace(FLAVOR, "\"flavorRef\":1.5"),
        good.replace(FLAVOR, "\"flavorRef\":1e99999"),
        good.replace(METADATA, "\"metadata\":{\"a\":1}"),
        good.replace(METADATA, "\"metadata\":\"a\""),
        good.replace(METADATA, "\"metadata\":{\"\":\"b\"}"),
        good.replace(METADATA, "\"metadata\":{\"a\":\"" + "b".repeat(256) + "\"}"));
  }

  private static List<String> notOffered(String good) {
    return List.of(
        good.replace("\"max_count\":1", "\"max_count\":2"),
        good.replace("\"networks\":[]", "\"networks\":[{\"uuid\":\"x\"}]"),
        good.replace(METADATA, "\"surprise\":1,\"adminPass\":\"hunter2\""),
        good.replace(METADATA, "\"adminPass\":[\"hunter2\"]"),
        good.replace(METADATA, "\"adminPass\":\"hunter2\\u0000\""),
        good.replace(METADATA, "\"key_name\":\"mine\""),
        good.replace(METADATA, "\"availability_zone\":\"mars\""),
        good.replace(METADATA, "\"security_groups\":[{\"name\":\"web\"}]"));
  }
}
