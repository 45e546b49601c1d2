package io.synnefo.eventd;

import io.synnefo.wire.ganeti.InstanceEvent;

/** Where events go; takes them in order. */
@FunctionalInterface
interface Outlet {
  /** The event is taken over; waits while there is no room. */
  void put(InstanceEvent event) throws InterruptedException;
}
