package io.synnefo.dispatch;

import io.synnefo.kernel.MessageRefusedException;
import io.synnefo.wire.ganeti.GanetiEvent;
import io.synnefo.wire.ganeti.GanetiMessage;
import io.synnefo.wire.ganeti.MalformedMessageException;
import io.synnefo.wire.ganeti.MessageClue;
import io.synnefo.wire.ganeti.MessageCodec;
import io.synnefo.wire.ganeti.Probe;
import jakarta.jms.Message;
import java.util.Optional;

/** What messages of Ganeti's event daemon hold. */
final class GanetiBody {
  private GanetiBody() {}

  /**
   * The event; empty for a probe: a daemon only looks whether somebody listens.
   *
   * @param kind such as "instance event", for the reason of a refusal
   * @throws MessageRefusedException for what is no message of a daemon's, or of another kind; it
   *     says which event that is, as far as can be told
   */
  static <T extends GanetiEvent> Optional<T> of(Message message, Class<T> type, String kind) {
    byte[] body = Body.of(message);
    try {
      GanetiMessage said = MessageCodec.decode(body);
      if (said instanceof Probe) {
        return Optional.empty();
      }
      if (!type.isInstance(said)) {
        throw new MalformedMessageException("type", "is no " + kind + ": " + said.type());
      }
      return Optional.of(type.cast(said));
    } catch (MalformedMessageException e) {
      throw new MessageRefusedException(e.getMessage() + " (" + MessageClue.of(body) + ")", e);
    }
  }
}
