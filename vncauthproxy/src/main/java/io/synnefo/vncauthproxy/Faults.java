package io.synnefo.vncauthproxy;

import java.nio.file.FileSystemException;

/** What went wrong, said in one line. */
final class Faults {
  private Faults() {}

  /** What this very exception says; of some the message is no more than a name. */
  static String text(Throwable fault) {
    String text = fault instanceof FileSystemException ? fault.toString() : fault.getMessage();
    return text == null ? fault.getClass().getSimpleName() : text.replace('\n', ' ');
  }
}
