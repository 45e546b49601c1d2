package io.synnefo.vncauthproxy;

import java.util.concurrent.atomic.LongAdder;

/** What has been so far. For any thread. */
final class Tally {
  final LongAdder requests = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder opened = new LongAdder();
  final LongAdder entered = new LongAdder();
  final LongAdder turnedAway = new LongAdder();
  final LongAdder nobodyCame = new LongAdder();
  final LongAdder bytes = new LongAdder();
}
