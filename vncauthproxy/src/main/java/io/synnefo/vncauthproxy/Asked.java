package io.synnefo.vncauthproxy;

/** What is asked over the control protocol, and who asks. */
sealed interface Asked permits ControlRequest, Revocation {
  /** Empty on the Unix socket. */
  String user();

  /** His password. */
  String userPassword();
}
