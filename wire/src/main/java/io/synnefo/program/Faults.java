package io.synnefo.program;

import java.net.UnknownHostException;
import java.nio.file.FileSystemException;

/** What went wrong, said in one line. */
public final class Faults {
  private Faults() {}

  /** What this very exception says; of some the message is no more than a name. */
  public static String text(Throwable fault) {
    if (fault instanceof UnknownHostException) {
      return "no address is known for this host: " + fault.getMessage();
    }
    String text = fault instanceof FileSystemException ? fault.toString() : fault.getMessage();
    return text == null ? fault.getClass().getSimpleName() : text.replace('\n', ' ');
  }
}
