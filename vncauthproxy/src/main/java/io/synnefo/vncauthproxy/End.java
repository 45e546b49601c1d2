package io.synnefo.vncauthproxy;

/**
 * Why a stream ends, for those that can be told.
 *
 * @param code of a WebSocket's close frame (RFC 6455, 7.4)
 */
record End(int code, String text) {
  static final End NORMAL = new End(1000, "");
  static final End GONE = new End(1001, "The console has ended");
  static final End STOPPING = new End(1001, "Server is shutting down");
  private static final int REFUSED = 1008;

  static End refused(String why) {
    return new End(REFUSED, why);
  }
}
