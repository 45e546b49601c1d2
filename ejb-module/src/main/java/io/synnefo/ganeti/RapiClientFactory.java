package io.synnefo.ganeti;

/** Makes clients; the one place to put another transport. */
@FunctionalInterface
public interface RapiClientFactory {
  /** A client of that cluster, which has connected to nothing yet. */
  RapiClient open(RapiAccess access);
}
