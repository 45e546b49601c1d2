package io.synnefo.testbed.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A user of the compute API. One request at a time goes over one connection that stays open. */
final class ApiClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI servers;
  private final String token;

  /** Is logged in, to the project of the user's name. */
  ApiClient(URI api, String user, String password) throws IOException, InterruptedException {
    this.servers = api.resolve("/compute/v2.1/servers");
    HttpRequest login =
        HttpRequest.newBuilder(api.resolve("/identity/v3/auth/tokens"))
            .timeout(TIMEOUT)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(credentials(user, password).toString()))
            .build();
    this.token = send(login).headers().firstValue("x-subject-token").orElseThrow();
  }

  private static JsonObject credentials(String user, String password) {
    JsonObjectBuilder domain = Json.createObjectBuilder().add("name", "Default");
    JsonObject home = Json.createObjectBuilder().add("name", user).add("domain", domain).build();
    JsonObject identity =
        Json.createObjectBuilder()
            .add("methods", Json.createArrayBuilder().add("password"))
            .add(
                "password",
                Json.createObjectBuilder()
                    .add("user", Json.createObjectBuilder(home).add("password", password)))
            .build();
    return Json.createObjectBuilder()
        .add(
            "auth",
            Json.createObjectBuilder()
                .add("identity", identity)
                .add("scope", Json.createObjectBuilder().add("project", home)))
        .build();
  }

  /** Whether the API shows the server in that status now. */
  boolean shows(UUID server, String status) throws IOException, InterruptedException {
    return get(server).contains("\"status\":\"" + status + "\"");
  }

  /** The server's document. */
  String get(UUID server) throws IOException, InterruptedException {
    return send(to("/" + server).GET().build()).body();
  }

  /** The action is under way. */
  void act(UUID server, String action) throws IOException, InterruptedException {
    post("/" + server + "/action", Json.createObjectBuilder().addNull(action).build());
  }

  /** A server is being built. */
  UUID create(String name, String flavor, String image) throws IOException, InterruptedException {
    JsonObject made = parse(post("", server(name, flavor, image)));
    return UUID.fromString(made.getJsonObject("server").getString("id"));
  }

  /** The status of the answer to a creation that is not waited for. */
  CompletableFuture<Integer> beginCreation(String name, String flavor, String image) {
    BodyPublisher body = BodyPublishers.ofString(server(name, flavor, image).toString());
    HttpRequest request = to("").header("content-type", "application/json").POST(body).build();
    return http.sendAsync(request, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
  }

  /** All servers of the user's project, in full. */
  JsonObject list() throws IOException, InterruptedException {
    return parse(send(to("/detail").GET().build()).body());
  }

  private static JsonObject server(String name, String flavor, String image) {
    JsonObjectBuilder server =
        Json.createObjectBuilder()
            .add("name", name)
            .add("flavorRef", flavor)
            .add("imageRef", image);
    return Json.createObjectBuilder().add("server", server).build();
  }

  private static JsonObject parse(String answer) {
    try (JsonReader reader = Json.createReader(new StringReader(answer))) {
      return reader.readObject();
    }
  }

  private String post(String path, JsonObject body) throws IOException, InterruptedException {
    HttpRequest.Builder request = to(path).header("content-type", "application/json");
    return send(request.POST(BodyPublishers.ofString(body.toString())).build()).body();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(servers + path))
        .timeout(TIMEOUT)
        .header("x-auth-token", token);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 400) {
      throw new IOException(
          request.method() + " " + request.uri().getPath() + ": HTTP " + answer.statusCode());
    }
    return answer;
  }
}
