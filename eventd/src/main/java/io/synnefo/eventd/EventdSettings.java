package io.synnefo.eventd;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything an operator can set, checked.
 *
 * @param queueDir Ganeti's job queue
 * @param dataDir Ganeti's data directory
 * @param luxidSocket where Ganeti's luxid answers queries
 * @param clusterUuid in place of what luxid says; usually empty
 * @param nodeName what ssconf_master_node calls this node
 * @param prefixes of our instances' names, without the dash
 * @param stateDir the only directory that is written to
 * @param spoolMaxBytes most that the spool of one routing key may hold
 * @param archiveLookbackJobs archived jobs that so many others came after are taken as published;
 *     0: none are
 * @param statusSocket where the daemon answers {@code --status}
 * @param metricsListen where Prometheus may ask
 * @param logAsJson whether each line of the log is a JSON object
 * @param rapi whom to ask for jobs that this node never got; empty: nobody
 */
record EventdSettings(
    Path queueDir,
    Path dataDir,
    Path luxidSocket,
    String clusterUuid,
    String nodeName,
    List<String> prefixes,
    Path stateDir,
    long spoolMaxBytes,
    long archiveLookbackJobs,
    Path statusSocket,
    Optional<InetSocketAddress> metricsListen,
    boolean logAsJson,
    Broker broker,
    Optional<Rapi> rapi) {
  EventdSettings {
    prefixes = List.copyOf(prefixes);
  }

  /**
   * Ganeti's remote API. The password stays in its file.
   *
   * @param uri https; empty: at the address that moves with the master
   * @param certSha256 of the certificate that it must show, in hex
   */
  record Rapi(Optional<URI> uri, String username, Path passwordFile, String certSha256) {}

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
