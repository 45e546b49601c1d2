package io.synnefo.server;

/** How a server is rebooted. */
public enum RebootType {
  /** The guest is asked to shut down first. */
  SOFT,
  /** The guest is cut off. */
  HARD
}
