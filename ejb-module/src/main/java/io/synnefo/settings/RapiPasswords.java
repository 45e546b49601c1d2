package io.synnefo.settings;

import java.util.Optional;

/** The passwords of the backends, read when they are needed: a changed file takes effect. */
@FunctionalInterface
public interface RapiPasswords {
  /** The password of that backend: key {@code synnefo.rapi.password.<backend name>}. */
  Optional<String> of(String backendName);
}
