package io.synnefo.eventd;

/**
 * How far the master's daemon has come.
 *
 * @param watermark the highest job up to which all is settled or known to be missing
 * @param settled as ranges, long ones cut
 * @param openJobs under way
 * @param missing jobs of which this node has no file, as ranges
 * @param missingCount how many
 * @param scanning whether it still looks for what it may have missed
 */
record DutyStatus(
    long watermark,
    String settled,
    int openJobs,
    String missing,
    long missingCount,
    boolean scanning) {
  static final DutyStatus NONE = new DutyStatus(0, "", 0, "", 0, false);

  static DutyStatus of(Watermark watermark, boolean scanning) {
    return new DutyStatus(
        watermark.lastKnown(),
        watermark.settled().toString(),
        watermark.openJobs().size(),
        watermark.missing().toString(),
        watermark.missing().count(),
        scanning);
  }
}
