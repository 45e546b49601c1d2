package io.synnefo.eventd;

/** Where events go; takes them in order. */
@FunctionalInterface
interface Outlet {
  /** The event is taken over; waits while there is no room. */
  void put(Outgoing event) throws InterruptedException;
}
