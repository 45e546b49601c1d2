package io.synnefo.ear.faults;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** What one user's client sees of the cloud. */
final class ComputeApi {
  private static final Duration LONGEST = Duration.ofSeconds(40);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final String token;

  private ComputeApi(String base, String token) {
    this.base = base;
    this.token = token;
  }

  /** An answer and when it came. */
  record Answer(int status, JsonObject body, long nanoTime) {
    static Answer of(HttpResponse<String> response) {
      long now = System.nanoTime();
      if (response.body().isBlank()) {
        return new Answer(response.statusCode(), JsonObject.EMPTY_JSON_OBJECT, now);
      }
      try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
        return new Answer(response.statusCode(), reader.readObject(), now);
      }
    }
  }

  /** The user, whose project and password are derived from the name, is logged in. */
  static ComputeApi login(String base, String user) throws IOException, InterruptedException {
    String body =
        """
        {"auth": {"identity": {"methods": ["password"], "password": {"user": {
          "name": "%1$s", "password": "%1$s-secret", "domain": {"id": "default"}}}},
          "scope": {"project": {"name": "%1$s", "domain": {"id": "default"}}}}}
        """
            .formatted(user);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/identity/v3/auth/tokens"))
            .timeout(LONGEST)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    return new ComputeApi(base, response.headers().firstValue("x-subject-token").orElseThrow());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(LONGEST)
        .header("x-auth-token", token)
        .header("content-type", "application/json");
  }

  private static Answer send(HttpRequest request) throws IOException, InterruptedException {
    return Answer.of(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
  }

  private Answer get(String path) throws IOException, InterruptedException {
    return send(request("/compute/v2.1" + path).GET().build());
  }

  private String image() throws IOException, InterruptedException {
    return get("/images").body().getJsonArray("images").getJsonObject(0).getString("id");
  }

  private HttpRequest creation(String name, String image) {
    String body =
        """
        {"server": {"name": "%s", "flavorRef": "1", "imageRef": "%s"}}
        """
            .formatted(name, image);
    return request("/compute/v2.1/servers").POST(HttpRequest.BodyPublishers.ofString(body)).build();
  }

  Answer create(String name) throws IOException, InterruptedException {
    return send(creation(name, image()));
  }

  /** Asked for, and not waited for. */
  CompletableFuture<Answer> beginCreation(String name) throws IOException, InterruptedException {
    return begin(creation(name, image()));
  }

  /** So many, all at once. */
  List<CompletableFuture<Answer>> beginCreations(String name, int count)
      throws IOException, InterruptedException {
    String image = image();
    return IntStream.range(0, count).mapToObj(i -> begin(creation(name + i, image))).toList();
  }

  private static CompletableFuture<Answer> begin(HttpRequest request) {
    return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(Answer::of);
  }

  /** Such as os-stop. */
  Answer act(String id, String action) throws IOException, InterruptedException {
    return send(
        request("/compute/v2.1/servers/" + id + "/action")
            .POST(HttpRequest.BodyPublishers.ofString("{\"" + action + "\": null}"))
            .build());
  }

  Answer servers() throws IOException, InterruptedException {
    return get("/servers/detail");
  }

  /** All that the user has. */
  List<JsonObject> shown() throws IOException, InterruptedException {
    return servers().body().getJsonArray("servers").getValuesAs(JsonObject.class);
  }

  /** The user's server of that name. */
  Optional<JsonObject> server(String name) throws IOException, InterruptedException {
    return shown().stream().filter(server -> server.getString("name").equals(name)).findFirst();
  }

  String status(String name) throws IOException, InterruptedException {
    return server(name).map(server -> server.getString("status")).orElse("ABSENT");
  }
}
