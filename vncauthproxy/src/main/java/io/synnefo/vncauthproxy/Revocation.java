package io.synnefo.vncauthproxy;

/** The gateway's session of that name is to end, whether its viewer came or not. */
record Revocation(String session, String user, String userPassword) implements Asked {
  /** As it may stand in a log: no password. */
  @Override
  public String toString() {
    return "revocation of session " + session;
  }
}
