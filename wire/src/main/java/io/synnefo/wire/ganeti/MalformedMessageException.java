package io.synnefo.wire.ganeti;

/** A message is not what the wire form demands; says which field and why, never its content. */
public final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String field;

  /** Names the field ({@code body} for the message as a whole) and what is wrong with it. */
  public MalformedMessageException(String field, String why) {
    super(field + ": " + why);
    this.field = field;
  }

  /** The field at fault, as in {@code event_time[1]}; {@code body} for the whole message. */
  public String field() {
    return field;
  }
}
