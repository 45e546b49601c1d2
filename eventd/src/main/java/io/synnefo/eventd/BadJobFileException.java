package io.synnefo.eventd;

/** A file of the job queue is no job file; names the file and why, never its content. */
final class BadJobFileException extends Exception {
  private static final long serialVersionUID = 1L;

  BadJobFileException(String name, String why) {
    super(name + " " + why);
  }
}
