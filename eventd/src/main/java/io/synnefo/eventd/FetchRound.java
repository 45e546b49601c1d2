package io.synnefo.eventd;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Asks once for each job that this node never got, and keeps those that have ended. */
final class FetchRound {
  private static final System.Logger LOG = System.getLogger(FetchRound.class.getName());

  private final RapiClient rapi;
  private final FetchedJobs fetched;
  private final String uuid;
  private final IdRanges refused;
  private final List<Long> newest;
  private final IdRanges missing;
  private final IdRanges had = new IdRanges();
  private final IdRanges unknown = new IdRanges();

  /**
   * A round for these jobs.
   *
   * @param refused those that need not be asked for; the round adds to them
   * @param newest missing here, the newest first
   */
  FetchRound(
      RapiClient rapi, FetchedJobs fetched, String uuid, IdRanges refused, List<Long> newest) {
    this.rapi = rapi;
    this.fetched = fetched;
    this.uuid = uuid;
    this.refused = refused;
    this.newest = newest;
    this.missing = IdRanges.of(newest);
  }

  /** What is neither here nor fetched. */
  IdRanges missing() {
    return missing;
  }

  /** Ends early when it may not go on. */
  void fetch(BooleanSupplier goesOn) throws IOException {
    fetched.ids(uuid).forEach(missing::remove);
    long room = FetchedJobs.MAX_BYTES - fetched.bytes(uuid);
    try {
      for (long id : newest) {
        if (missing.contains(id) && !refused.contains(id) && goesOn.getAsBoolean()) {
          Optional<RapiClient.Found> found = ask(id);
          if (found.isPresent()) {
            room -= keep(found.get(), room);
          }
        }
      }
    } finally {
      say("fetched jobs that this node never got: ", had);
      say("jobs that neither this node nor the master knows: ", unknown);
    }
  }

  private Optional<RapiClient.Found> ask(long id) throws IOException {
    try {
      Optional<RapiClient.Found> found = rapi.job(id);
      if (found.isEmpty()) {
        unknown.add(id, id);
        refused.add(id, id);
      }
      return found;
    } catch (BadJobFileException e) {
      LOG.log(System.Logger.Level.WARNING, "the master's job is left aside: " + e.getMessage());
      refused.add(id, id);
      return Optional.empty();
    }
  }

  /** How many bytes that takes. */
  private long keep(RapiClient.Found found, long room) throws IOException {
    Job job = found.job();
    if (!job.ended()) {
      return 0; // its file comes by itself with its next change
    }
    long size = found.file().length();
    if (size > room) {
      throw new IOException(fetched.of(uuid) + " is full");
    }
    if (fetched.keep(uuid, job.id(), found.file())) {
      had.add(job.id(), job.id());
      missing.remove(job.id());
    }
    return size;
  }

  private static void say(String what, IdRanges jobs) {
    if (!jobs.isEmpty()) {
      LOG.log(System.Logger.Level.INFO, what + jobs);
    }
  }
}
