package io.synnefo.api.identity;

import io.synnefo.api.http.Endpoints;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.project.Role;
import io.synnefo.project.TokenView;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** What a token grants, in Keystone's shape. */
final class TokenDocument {
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private TokenDocument() {}

  static JsonObject of(TokenView token, Endpoints endpoints) {
    JsonDoc user = JsonDoc.object().put("domain", domain()).put("id", token.userId());
    user.put("name", token.userName()).put("password_expires_at", JsonValue.NULL);
    JsonDoc project = JsonDoc.object().put("domain", domain()).put("id", token.project().id());
    project.put("name", token.project().name());
    JsonDoc document =
        JsonDoc.object()
            .put("methods", strings("password"))
            .put("user", user)
            .put("audit_ids", strings(token.auditId()))
            .put("expires_at", time(token.expiresAt()))
            .put("issued_at", time(token.issuedAt()))
            .put("project", project)
            .put("is_domain", false)
            .put("roles", JsonDoc.array(token.roles().stream().sorted().map(TokenDocument::role)))
            .put("catalog", Catalog.of(endpoints));
    return JsonDoc.object().put("token", document).build();
  }

  private static JsonObject role(Role role) {
    return JsonDoc.object().put("id", role.id()).put("name", role.word()).build();
  }

  private static JsonDoc domain() {
    return JsonDoc.object().put("id", Domain.ID).put("name", Domain.NAME);
  }

  private static JsonArray strings(String... texts) {
    return JsonDoc.texts(List.of(texts));
  }

  private static String time(Instant instant) {
    return MICROSECONDS.format(instant);
  }
}
