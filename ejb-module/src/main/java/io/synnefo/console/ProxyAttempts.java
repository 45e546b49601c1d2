package io.synnefo.console;

import io.synnefo.wire.text.Printable;
import io.synnefo.wire.vnc.VncProxyException.Attempt;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which proxies were asked in vain, as it may be told to whom. */
record ProxyAttempts(List<Attempt> attempts) {
  private static final int LONGEST_REASON = 160;
  private static final Pattern ADDRESS =
      Pattern.compile(
          "\\[?(\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7})\\]?(:\\d{1,5})?");

  /** Whether one said that the project has as many consoles open as it may. */
  boolean areAtTheirLimit() {
    return attempts.stream().anyMatch(Attempt::isAtLimit);
  }

  /** Whether none said anything else: there is nothing for an operator to look into. */
  boolean areAllAtTheirLimit() {
    return !attempts.isEmpty() && attempts.stream().allMatch(Attempt::isAtLimit);
  }

  /** For the operator. */
  String inFull() {
    return told(UnaryOperator.identity());
  }

  /** For a user: nothing of it is that node's name, or any address. */
  String without(String node) {
    return told(
        reason ->
            ADDRESS.matcher(reason.replace(node, "the machine's node")).replaceAll("an address"));
  }

  private String told(UnaryOperator<String> shown) {
    if (attempts.isEmpty()) {
      return "No VNC proxy is configured.";
    }
    return attempts.stream()
        .map(
            each ->
                each.proxy()
                    + (each.answered() ? " refused: " : " could not be asked: ")
                    + Printable.of(shown.apply(each.reason()), LONGEST_REASON))
        .collect(Collectors.joining("; ", "No VNC proxy opened the console. ", "."));
  }
}
