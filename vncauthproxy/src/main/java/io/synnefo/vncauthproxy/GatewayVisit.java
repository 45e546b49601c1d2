package io.synnefo.vncauthproxy;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a request at the gateway comes to. Who is refused gets his WebSocket first,
 * since its close frame is all that a page can see; but who asks for none is told by HTTP.
 *
 * @param answer to the request
 * @param refused why the WebSocket is closed at once; null: it is not
 * @param token that the head holds; null: it is to be the first message
 * @param server that the page names, and whose token it has to be; null: it names none
 */
record GatewayVisit(
    UpgradeRequest.Answer answer,
    @Nullable CloseCode refused,
    @Nullable String token,
    @Nullable String server) {
  /** What stands before a token that is a subprotocol or a message. */
  static final String PREFIX = "token.";

  private static final String SERVER_PREFIX = "server.";

  /** Characters of a token: 256 bits in base64url. */
  static final int TOKEN = 43;

  private static final Pattern IS_TOKEN = Pattern.compile("[A-Za-z0-9_-]{" + TOKEN + "}");
  private static final Pattern IN_QUERY = Pattern.compile("[?&]token=([^&#]*)");
  private static final String PROTOCOL = "sec-websocket-protocol";

  /** Of the rules, those for pages count. */
  static GatewayVisit of(String head, GatewayRules rules) {
    UpgradeRequest request = UpgradeRequest.of(head);
    Optional<UpgradeRequest.Answer> rejected =
        request.rejection("This port is for WebSockets of consoles.\n");
    if (rejected.isPresent()) {
      return new GatewayVisit(rejected.get(), null, null, null);
    }
    UpgradeRequest.Answer answer = request.acceptance();
    if (!isAllowed(request, rules)) {
      return new GatewayVisit(answer, CloseCode.FOREIGN, null, null);
    }
    List<String> offers =
        Arrays.stream(request.header(PROTOCOL).split(",", -1)).map(String::strip).toList();
    Set<String> tokens = rests(offers, PREFIX);
    Set<String> servers = rests(offers, SERVER_PREFIX);
    Matcher query = IN_QUERY.matcher(request.target());
    while (query.find()) {
      tokens.add(query.group(1));
    }
    boolean spoken = request.offersBinary() || offers.stream().allMatch(GatewayVisit::isOurs);
    boolean clear = tokens.size() <= 1 && servers.size() <= 1 && !servers.contains("");
    if (!spoken || !clear || !tokens.stream().allMatch(GatewayVisit::isToken)) {
      return new GatewayVisit(answer, CloseCode.MALFORMED, null, null);
    }
    return new GatewayVisit(answer, null, first(tokens), first(servers));
  }

  private static Set<String> rests(List<String> offers, String prefix) {
    Set<String> rests = new LinkedHashSet<>();
    for (String offer : offers) {
      if (offer.startsWith(prefix)) {
        rests.add(offer.substring(prefix.length()));
      }
    }
    return rests;
  }

  /** Whether it is no protocol that frames could follow. */
  private static boolean isOurs(String offer) {
    return offer.isEmpty() || offer.startsWith(PREFIX) || offer.startsWith(SERVER_PREFIX);
  }

  private static @Nullable String first(Set<String> words) {
    return words.isEmpty() ? null : words.iterator().next();
  }

  /** Whether it has the form of one. */
  static boolean isToken(String text) {
    return IS_TOKEN.matcher(text).matches();
  }

  /** The token that the first message is; null: it is none. */
  static @Nullable String ofMessage(String message) {
    String rest = message.startsWith(PREFIX) ? message.substring(PREFIX.length()) : "";
    return isToken(rest) ? rest : null;
  }

  /** What is no browser tells no origin, and may: the token is what counts. */
  private static boolean isAllowed(UpgradeRequest request, GatewayRules rules) {
    String origin = request.header("origin").toLowerCase(Locale.ROOT);
    List<String> origins = rules.origins();
    return origin.isEmpty()
        || origins.contains("*")
        || origins.contains(origin)
        || isOwn(origin, request, rules);
  }

  /**
   * Whether the page is of the gateway's own host. A plain page may be anybody's who is on the way
   * to it: where the gateway is encrypted, it is none of ours.
   */
  private static boolean isOwn(String origin, UpgradeRequest request, GatewayRules rules) {
    boolean scheme =
        origin.startsWith("https://") || (!rules.encrypted() && origin.startsWith("http://"));
    String named = host("http://" + request.header("host").toLowerCase(Locale.ROOT));
    String own = rules.host().isEmpty() ? named : rules.host();
    return scheme && !own.isEmpty() && own.equals(host(origin));
  }

  /** Without a port; empty: it names none. */
  private static String host(String origin) {
    try {
      String host = URI.create(origin).getHost();
      return host == null ? "" : host;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** Not the token: it may come into a log. */
  @Override
  public String toString() {
    return "a visit that is " + (refused == null ? "well" : refused.label());
  }
}
