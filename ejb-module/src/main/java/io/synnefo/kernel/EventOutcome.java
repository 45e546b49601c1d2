package io.synnefo.kernel;

import java.util.Locale;

/** What an event amounted to, once its transaction has committed. */
public enum EventOutcome {
  /** It changed something. */
  APPLIED,
  /** It is on record, where its kind is, and changed nothing: it was too old or too early, say. */
  IGNORED,
  /** It had been applied before. */
  DUPLICATE,
  /** It is refused: so old that nobody knows any more whether it was applied. */
  EXPIRED,
  /** It is about something that is not ours, or not there. */
  FOREIGN;

  /** How figures name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
