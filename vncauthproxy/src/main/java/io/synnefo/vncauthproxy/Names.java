package io.synnefo.vncauthproxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Finds the addresses of nodes. Java's own look-up waits, so it has threads of its own. */
final class Names {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

  /** What Java surely asks no name server about. */
  private static final Pattern LITERAL =
      Pattern.compile(OCTET + "(\\." + OCTET + "){3}|(?=.*:)[0-9a-fA-F:][0-9a-fA-F:.]*");

  private static final int THREADS = 4;
  private static final int MOST = 8; // addresses of one name that are tried

  private final Workers workers;

  Names(int waiting) {
    workers = new Workers("resolver", THREADS, waiting);
  }

  /** The addresses are handed over by the loop's thread; none: there are none, or no thread. */
  void find(Loop loop, String host, Consumer<List<InetAddress>> found) {
    if (LITERAL.matcher(host).matches()) {
      found.accept(look(host)); // asks nobody
      return;
    }
    boolean taken =
        workers.take(
            () -> {
              List<InetAddress> addresses = look(host);
              loop.execute(() -> found.accept(addresses));
            });
    if (!taken) {
      found.accept(List.of());
    }
  }

  private static List<InetAddress> look(String host) {
    try {
      List<InetAddress> all = List.of(InetAddress.getAllByName(host));
      return all.subList(0, Math.min(MOST, all.size()));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  void stop() {
    workers.stop();
  }
}
