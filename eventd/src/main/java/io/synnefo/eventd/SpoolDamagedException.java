package io.synnefo.eventd;

import java.nio.file.Path;

/** Events that were promised to be kept cannot be read: the disk, or a hand, has altered them. */
final class SpoolDamagedException extends Exception {
  private static final long serialVersionUID = 1L;

  SpoolDamagedException(Path spool, long number) {
    super(spool + ": event " + number + " cannot be read");
  }
}
