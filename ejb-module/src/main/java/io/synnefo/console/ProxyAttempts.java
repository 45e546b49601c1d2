package io.synnefo.console;

import io.synnefo.wire.text.Printable;
import io.synnefo.wire.vnc.VncProxyException.Attempt;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which proxies were asked in vain, as it may be told to whom. */
record ProxyAttempts(List<Attempt> attempts) {
  private static final int LONGEST_REASON = 160;
  private static final Pattern ADDRESS =
      Pattern.compile(
          "\\[?(\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7})\\]?(:\\d{1,5})?");

  private static final Pattern PATH =
      Pattern.compile("(?<![\\w/])/(?![\\d/\\[])\\S*[^\\s.,;:)'\"]");

  /** Whether one said that the project has as many consoles open as it may. */
  boolean areAtTheirLimit() {
    return attempts.stream().anyMatch(Attempt::atLimit);
  }

  /** Whether none said anything else: there is nothing for an operator to look into. */
  boolean areAllAtTheirLimit() {
    return !attempts.isEmpty() && attempts.stream().allMatch(Attempt::atLimit);
  }

  /** For the operator. */
  String inFull() {
    return told(UnaryOperator.identity(), UnaryOperator.identity());
  }

  /**
   * For a user: nothing of it is that node's name, a proxy's, or any address or path.
   *
   * @param proxies by whose order they are numbered
   */
  String without(String node, List<String> proxies) {
    return told(
        name -> number(name, proxies),
        reason -> hidden(reason.replace(node, "the machine's node"), proxies));
  }

  private static String number(String proxy, List<String> proxies) {
    int index = proxies.indexOf(proxy);
    return index < 0 ? "a proxy" : "proxy " + (index + 1);
  }

  private static String hidden(String reason, List<String> proxies) {
    String shown = reason;
    if (!proxies.isEmpty()) {
      shown =
          anyOf(proxies)
              .matcher(reason)
              .replaceAll(
                  found ->
                      proxies.contains(found.group())
                          ? number(found.group(), proxies)
                          : "the proxy's host");
    }
    return ADDRESS.matcher(PATH.matcher(shown).replaceAll("...")).replaceAll("an address");
  }

  /** Their names, and those of their machines; not in a gateway's address, which users know. */
  private static Pattern anyOf(List<String> proxies) {
    Stream<String> hosts = proxies.stream().map(name -> name.replaceFirst(":\\d+$", ""));
    return Pattern.compile(
        Stream.concat(proxies.stream(), hosts)
            .map(Pattern::quote)
            .collect(Collectors.joining("|", "(?<![\\w./-])(?:", ")(?![\\w-])")));
  }

  private String told(UnaryOperator<String> named, UnaryOperator<String> shown) {
    if (attempts.isEmpty()) {
      return "No VNC proxy is configured.";
    }
    return attempts.stream()
        .map(
            each ->
                named.apply(each.proxy())
                    + (each.answered() ? " refused: " : " could not be asked: ")
                    + Printable.of(shown.apply(each.reason()), LONGEST_REASON))
        .collect(Collectors.joining("; ", "No VNC proxy opened the console. ", "."));
  }
}
