package io.synnefo.server;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Keeps what is fired. */
final class DueEvents implements Event<ServerDue> {
  private final List<Long> fired = Collections.synchronizedList(new ArrayList<>());

  /** The servers fired since the last call. */
  List<Long> take() {
    synchronized (fired) {
      List<Long> taken = List.copyOf(fired);
      fired.clear();
      return taken;
    }
  }

  @Override
  public void fire(ServerDue event) {
    fired.add(event.serverId());
  }

  @Override
  public <U extends ServerDue> CompletionStage<U> fireAsync(U event) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <U extends ServerDue> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Event<ServerDue> select(Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <U extends ServerDue> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <U extends ServerDue> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }
}
