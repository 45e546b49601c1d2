package io.synnefo.wire.ganeti;

/**
 * The JSON of the daemon's messages, as snf-ganeti-eventd sends it, with our fields beside it.
 *
 * <p>Strict on types, tolerant of fields it does not know; a message without our fields ({@code
 * event_id}, {@code op_index}, {@code reason}, {@code tag}, {@code group}) is one of the old
 * daemon's and is read as well.
 */
public final class MessageCodec {
  /** The largest message that is read. */
  public static final int MAX_BYTES = 1 << 20;

  private MessageCodec() {}

  /** The message as UTF-8 JSON on one line; the same message always gives the same bytes. */
  public static byte[] encode(GanetiMessage message) {
    MessageWriter out = new MessageWriter(message.type());
    if (message instanceof Probe probe) {
      return out.text("node", probe.node()).text("key", probe.key()).bytes();
    }
    GanetiEvent event = (GanetiEvent) message;
    out.identity(event.op());
    if (event instanceof InstanceEvent instance) {
      out.text("instance", instance.instance())
          .outcome(event.op())
          .value("job_fields", instance.jobFields())
          .texts("tags", instance.tags());
    } else if (event instanceof NetworkEvent network) {
      out.text("network", network.network())
          .outcome(event.op())
          .value("job_fields", network.jobFields())
          .texts("tags", network.tags());
    } else if (event instanceof ClusterEvent cluster) {
      out.optionalText("group", cluster.group()).outcome(event.op());
    } else if (event instanceof Heartbeat heartbeat) {
      out.optionalText("tag", heartbeat.tag()).outcome(event.op());
    }
    return out.reason(event.reason()).bytes();
  }

  /** What the message says; the exception names the first field at fault. */
  public static GanetiMessage decode(byte[] body) throws MalformedMessageException {
    MessageFields fields = MessageFields.of(body, MAX_BYTES);
    String type = fields.name("type");
    return switch (type) {
      case InstanceEvent.TYPE ->
          new InstanceEvent(
              op(fields),
              fields.name("instance"),
              fields.optionalObject("job_fields"),
              fields.optionalTexts("tags"));
      case NetworkEvent.TYPE ->
          new NetworkEvent(
              op(fields),
              fields.name("network"),
              fields.optionalObject("job_fields"),
              fields.optionalTexts("tags"));
      case ClusterEvent.TYPE -> new ClusterEvent(op(fields), fields.optionalName("group"));
      case Heartbeat.TYPE -> new Heartbeat(op(fields), fields.optionalName("tag"));
      case Probe.TYPE -> new Probe(fields.name("node"), fields.name("key"));
      default -> throw new MalformedMessageException("type", "is none that is known here");
    };
  }

  private static OpState op(MessageFields fields) throws MalformedMessageException {
    JobStatus status =
        JobStatus.ofWord(fields.name("status"))
            .orElseThrow(() -> new MalformedMessageException("status", "is no status of Ganeti"));
    return new OpState(
        fields.optionalName("event_id"),
        fields.name("cluster"),
        fields.integer("jobId", 1, Long.MAX_VALUE),
        fields.optionalInt("op_index", 0),
        fields.name("operation"),
        status,
        fields.time("event_time"),
        fields.optionalText("logmsg"),
        fields.optionalValue("result"),
        fields.optionalReason("reason"));
  }
}
