package io.synnefo.vncauthproxy;

/** The two forms of the control protocol; which one is spoken depends on the socket. */
enum Dialect {
  /** Of 2011, on the Unix socket: the socket's permissions say who may ask. */
  SOCKET,
  /** The last one, over TCP or TLS: each request has a user and his password, and a type. */
  NETWORK
}
