package io.synnefo.eventd;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything an operator can set, checked.
 *
 * @param queueDir Ganeti's job queue
 * @param clusterName as ssconf_cluster_name has it
 * @param nodeName what ssconf_master_node calls this node
 * @param prefix of our instances' names, without the dash
 * @param watermarkDir the only directory that is written to
 */
record EventdSettings(
    Path queueDir,
    Path dataDir,
    String clusterName,
    String clusterUuid,
    String nodeName,
    String prefix,
    Path watermarkDir,
    Broker broker) {

  /**
   * Where the events go. The password stays in its file.
   *
   * @param caFile PEM file with the authorities that may vouch for an amqps broker; empty means the
   *     JDK's own
   */
  record Broker(
      List<URI> uris, String username, Path passwordFile, Optional<Path> caFile, String exchange) {
    Broker {
      uris = List.copyOf(uris);
    }
  }
}
