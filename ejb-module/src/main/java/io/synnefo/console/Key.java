package io.synnefo.console;

import io.synnefo.kernel.Caller;
import io.synnefo.server.ConsoleServer;
import io.synnefo.wire.vnc.ConsoleRequest;
import io.synnefo.wire.vnc.ConsoleToken;
import io.synnefo.wire.vnc.GatewayGrant;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What opens one console: the secret for who asked, and what a proxy is told of it.
 *
 * @param secret a viewer's password, or a token
 * @param project of the server
 * @param grant of the gateway, which is told the token's hash alone; null for all other kinds
 */
record Key(ConsoleKind kind, String secret, String project, @Nullable GatewayGrant grant) {
  /** How long a token may wait for its first and only use: a page has to load. */
  static final Duration LIFE = Duration.ofSeconds(60);

  /** One that nobody had before. */
  static Key cut(ConsoleKind kind, Caller caller, ConsoleServer server) {
    if (!kind.wantsToken()) {
      return new Key(kind, ViewerPassword.random(), server.projectId(), null);
    }
    ConsoleToken token = ConsoleToken.random();
    return new Key(
        kind,
        token.text(),
        server.projectId(),
        new GatewayGrant(
            UUID.randomUUID().toString(),
            token.hash(),
            LIFE,
            server.uuid().toString(),
            caller.userId()));
  }

  /** What a proxy is asked for; with a token, the password is nobody's. */
  ConsoleRequest request(String node, int port) {
    String password = grant == null ? secret : ViewerPassword.random();
    return new ConsoleRequest(kind.type(), node, port, password, project, grant);
  }

  /** As the history calls what it opened; holds no secret. */
  String name() {
    return grant == null ? kind.word() : kind.word() + ", session " + grant.session();
  }

  /** As it may stand in a log. */
  @Override
  public String toString() {
    return name();
  }
}
