package io.synnefo.vnc;

import io.synnefo.wire.vnc.ControlReply;

/** One request at one proxy. */
interface ProxyConnection extends AutoCloseable {
  /**
   * What the proxy answers. It takes no second request.
   *
   * @param request to be sent in one piece
   * @throws ProxyFault when nothing came that is an answer
   */
  ControlReply ask(byte[] request) throws ProxyFault;

  /** The connection is over; a second time changes nothing. */
  @Override
  void close();
}
