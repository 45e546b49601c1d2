package io.synnefo.eventd;

/**
 * What became of the jobs that this node never got.
 *
 * @param kept as many are kept for the day when this node is the master
 * @param missing are not, as ranges: the master does not know them, or has not been asked yet
 * @param missingCount how many
 * @param fault why the master cannot be asked; empty if it can, or need not be
 */
record FetchStatus(int kept, String missing, long missingCount, String fault) {
  static final FetchStatus NONE = new FetchStatus(0, "", 0, "");

  FetchStatus withKept(int count) {
    return new FetchStatus(count, missing, missingCount, fault);
  }
}
