package io.synnefo.console;

import org.jspecify.annotations.Nullable;

/**
 * An instance as Ganeti showed it, as far as a console depends on it.
 *
 * @param uuid Ganeti's: a new instance of the same name has another
 * @param node it is on
 * @param port of its VNC server; null when it has none
 * @param status Ganeti's word
 * @param running whether the hypervisor runs it
 */
record Seen(String uuid, String node, @Nullable Integer port, String status, boolean running) {
  /** Of an instance whose node does not answer Ganeti. */
  static final String UNKNOWN = "unknown";
}
