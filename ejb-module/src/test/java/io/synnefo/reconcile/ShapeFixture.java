package io.synnefo.reconcile;

import io.synnefo.backend.Backends;
import io.synnefo.backend.RapiClients;
import io.synnefo.server.ServerShapes;
import java.time.Clock;

/** Asking what servers are made of, as the container would wire it. */
@SuppressWarnings("UnnecessaryAssignment") // here is the framework
public final class ShapeFixture {
  private final ShapeSweep sweep = new ShapeSweep();

  /** Asks those clusters. */
  public ShapeFixture(ServerShapes shapes, Backends backends, RapiClients clients, Clock clock) {
    sweep.shapes = shapes;
    sweep.takeShape = new TakeShape();
    sweep.takeShape.shapes = shapes;
    sweep.takeShape.backends = backends;
    sweep.takeShape.clients = clients;
    sweep.clock = clock;
  }

  /** See {@link ShapeSweep#sweep}. */
  public void sweep() {
    sweep.sweep();
  }
}
