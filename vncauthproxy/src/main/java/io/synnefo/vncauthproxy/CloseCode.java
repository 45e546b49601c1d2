package io.synnefo.vncauthproxy;

import java.util.Locale;

/**
 * Why a viewer's WebSocket is closed. A page in a browser sees neither an HTTP status nor anything
 * else of a connection that failed, but it does see the close frame: it goes by these numbers.
 */
enum CloseCode {
  MALFORMED(4400, "malformed request"),
  UNKNOWN(4401, "unknown token"),
  USED(4402, "token already used"),
  FOREIGN(4403, "this page's origin is not allowed"),
  GONE(4404, "machine's console is gone"),
  EXPIRED(4408, "token expired"),
  OTHER_SERVER(4409, "the token is another server's"),
  ENDED(4410, "the machine ended the console"),
  KILLED(4411, "ended by the operator"),
  REVOKED(4412, "revoked"),
  IDLE(4413, "the viewer does not answer"),
  STUCK(4414, "the machine does not answer"),
  CROWDED(4429, "too many consoles of this project"),
  STOPPING(4503, "the proxy is stopping");

  private final int number;
  private final String text;

  CloseCode(int number, String text) {
    this.number = number;
    this.text = text;
  }

  End end() {
    return new End(number, text);
  }

  /** The same with words that tell more. */
  End end(String more) {
    return new End(number, more);
  }

  /** In figures. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
