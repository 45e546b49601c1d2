package io.synnefo.eventd;

import com.rabbitmq.client.Connection;
import java.io.IOException;

/** Where the events may go to. */
interface Brokers {
  /** An open connection to one of them; the exception tells for each why there is none. */
  Connection connect() throws IOException;

  /** The broker that was connected last is of no use: the next attempt begins with another one. */
  void avoidLast();
}
