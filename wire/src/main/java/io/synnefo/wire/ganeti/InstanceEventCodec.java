package io.synnefo.wire.ganeti;

/** The {@link MessageCodec} of who expects instance events and nothing else. */
public final class InstanceEventCodec {
  private InstanceEventCodec() {}

  /** The event as UTF-8 JSON on one line; the same event always gives the same bytes. */
  public static byte[] encode(InstanceEvent event) {
    return MessageCodec.encode(event);
  }

  /** The event that the message tells of; the exception names the first field at fault. */
  public static InstanceEvent decode(byte[] body) throws MalformedMessageException {
    if (MessageCodec.decode(body) instanceof InstanceEvent event) {
      return event;
    }
    throw new MalformedMessageException("type", "is not " + InstanceEvent.TYPE);
  }
}
