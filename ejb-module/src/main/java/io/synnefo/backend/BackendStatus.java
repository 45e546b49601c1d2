package io.synnefo.backend;

/** Whether a backend takes new servers. */
public enum BackendStatus {
  /** It takes new servers. */
  ONLINE,
  /** It keeps those it has. */
  DRAINED,
  /** It is not to be counted on. */
  OFFLINE
}
