package io.synnefo.server;

import io.synnefo.backend.Backend;
import io.synnefo.ganeti.CreateInstanceRequest;
import io.synnefo.ganeti.CreateRequestText;
import io.synnefo.kernel.Seal;
import io.synnefo.settings.RapiPasswords;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was asked of Ganeti to build servers, for as long as it may have to be asked once more. It
 * is sealed with the backend's password: who knows that reads it in Ganeti's queue anyway. Every
 * call joins the transaction in progress.
 */
@ApplicationScoped
public class KeptCreations {
  /** Of the column; an image has to have very many parameters to need more. */
  private static final int LONGEST = 65_536;

  @PersistenceContext(unitName = "synnefo")
  EntityManager em;

  @Inject RapiPasswords passwords;
  final Map<String, Seal> seals = new ConcurrentHashMap<>();

  /** The request is kept, unless nobody could submit it anyway or it is too long. */
  void keep(long serverId, Backend backend, CreateInstanceRequest request) {
    seal(backend)
        .map(seal -> seal.close(CreateRequestText.of(request), purpose(serverId)))
        .filter(text -> text.length() <= LONGEST)
        .ifPresent(
            text ->
                em.createNativeQuery(
                        "INSERT INTO server_creation (server_id, sealed) VALUES (?1, ?2)")
                    .setParameter(1, serverId)
                    .setParameter(2, text)
                    .executeUpdate());
  }

  /** Whether a request is kept for it. */
  boolean isKept(long serverId) {
    return !rows(serverId).isEmpty();
  }

  /** The request; empty when none is kept, or the backend's password was changed since. */
  Optional<CreateInstanceRequest> find(long serverId, Backend backend) {
    return rows(serverId).stream()
        .findFirst()
        .flatMap(row -> seal(backend).flatMap(seal -> seal.open((String) row, purpose(serverId))))
        .map(CreateRequestText::read);
  }

  /** The building has ended: nothing of the request is left. */
  void forget(long serverId) {
    em.createNativeQuery("DELETE FROM server_creation WHERE server_id = ?1")
        .setParameter(1, serverId)
        .executeUpdate();
  }

  private List<?> rows(long serverId) {
    return em.createNativeQuery("SELECT sealed FROM server_creation WHERE server_id = ?1")
        .setParameter(1, serverId)
        .getResultList();
  }

  private Optional<Seal> seal(Backend backend) {
    return passwords
        .of(backend.name())
        .map(
            password ->
                seals.computeIfAbsent(password, known -> new Seal(known, "synnefo creations")));
  }

  private static String purpose(long serverId) {
    return "creation of server " + serverId;
  }
}
