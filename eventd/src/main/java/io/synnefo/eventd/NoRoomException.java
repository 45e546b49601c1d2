package io.synnefo.eventd;

/** The spool takes no more for now: whatever was to go in is to be read again later. */
final class NoRoomException extends Exception {
  private static final long serialVersionUID = 1L;

  NoRoomException(String why) {
    super(why);
  }
}
