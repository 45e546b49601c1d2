package io.synnefo.backend;

import io.synnefo.ganeti.RapiAccess;
import io.synnefo.ganeti.RapiClient;
import io.synnefo.ganeti.RapiClientFactory;
import io.synnefo.ganeti.RapiException;
import io.synnefo.settings.RapiPasswords;
import io.synnefo.settings.RapiSettings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One client for each backend, replaced when the backend's access or password changes. */
@ApplicationScoped
public class RapiClients {
  private final Map<Long, Opened> opened = new ConcurrentHashMap<>();

  @Inject RapiClientFactory factory;
  @Inject RapiSettings settings;
  @Inject RapiPasswords passwords;

  private record Opened(RapiAccess access, RapiClient client) {}

  /**
   * The client of that backend.
   *
   * @throws RapiException when the backend has no password; nothing was submitted
   */
  public RapiClient of(Backend backend) {
    RapiAccess access = access(backend);
    return opened.compute(backend.id(), (id, old) -> current(old, access)).client();
  }

  /** Lets go of all clients. */
  @PreDestroy
  public void close() {
    opened.values().forEach(each -> each.client().close());
    opened.clear();
  }

  private Opened current(@Nullable Opened old, RapiAccess access) {
    if (old != null && old.access().equals(access)) {
      return old;
    }
    if (old != null) {
      // calls under way are cut off: their outcome is then unknown, and settled like any such
      old.client().close();
    }
    return new Opened(access, factory.open(access));
  }

  private RapiAccess access(Backend backend) {
    String password =
        passwords
            .of(backend.name())
            .orElseThrow(
                () ->
                    new RapiException(
                        RapiException.Kind.UNREACHABLE,
                        RapiException.Outcome.NOT_SUBMITTED,
                        "backend " + backend.name() + ": no synnefo.rapi.password is configured"));
    return new RapiAccess(
        backend.name(),
        backend.endpoints(),
        backend.username(),
        password,
        backend.certificateSha256(),
        settings.timeout(),
        settings.maxConcurrent());
  }
}
