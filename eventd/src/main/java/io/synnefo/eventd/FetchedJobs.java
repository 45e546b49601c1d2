package io.synnefo.eventd;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;

/**
 * Jobs that this node never got, as the master told them, kept for the day when this node is the
 * master: a directory a cluster, a file a job. Nothing is added while this node is the master.
 */
final class FetchedJobs {
  private static final System.Logger LOG = System.getLogger(FetchedJobs.class.getName());
  static final int MAX_FILES = 1000;
  static final long MAX_BYTES = 64L << 20;

  private final Path root;
  private boolean closed;
  private final AtomicInteger count = new AtomicInteger();

  FetchedJobs(Path stateDir) {
    this.root = stateDir.resolve("fetched");
  }

  /** Where that cluster's are; it may not be there. */
  Path of(String clusterUuid) {
    return root.resolve(clusterUuid);
  }

  /** From now on nothing is added, until it is opened again. */
  synchronized void close() {
    closed = true;
  }

  synchronized void open() {
    closed = false;
  }

  /** Their ids; none if there is no such directory. */
  NavigableSet<Long> ids(String clusterUuid) throws IOException {
    NavigableSet<Long> ids = new TreeSet<>();
    try {
      ids = JobFile.ids(of(clusterUuid));
    } catch (NoSuchFileException e) {
      LOG.log(System.Logger.Level.DEBUG, "none was fetched yet");
    }
    count.set(ids.size());
    return ids;
  }

  /** The job is kept; false if it may not be now. */
  synchronized boolean keep(String clusterUuid, long id, String text) throws IOException {
    if (closed) {
      return false;
    }
    Path directory = Files.createDirectories(of(clusterUuid), StateDir.DIRECTORY);
    StateDir.replace(directory.resolve("job-" + id), text);
    count.incrementAndGet();
    return true;
  }

  /** How much is kept of that cluster. */
  long bytes(String clusterUuid) throws IOException {
    long bytes = 0;
    for (long id : ids(clusterUuid)) {
      bytes += Files.size(of(clusterUuid).resolve("job-" + id));
    }
    return bytes;
  }

  /** Those jobs are not kept any more. */
  void drop(String clusterUuid, LongPredicate which) throws IOException {
    if (count.get() > 0) {
      for (long id : ids(clusterUuid)) {
        if (which.test(id)) {
          Files.deleteIfExists(of(clusterUuid).resolve("job-" + id));
          count.decrementAndGet();
        }
      }
    }
  }

  /** Nothing is kept of any other cluster. */
  void only(String clusterUuid) throws IOException {
    try (DirectoryStream<Path> clusters = Files.newDirectoryStream(root)) {
      for (Path cluster : clusters) {
        if (!cluster.equals(of(clusterUuid))) {
          delete(cluster);
        }
      }
    } catch (NoSuchFileException e) {
      LOG.log(System.Logger.Level.DEBUG, "none was fetched yet");
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    ids(clusterUuid); // counts them
  }

  /** How many are kept. */
  int count() {
    return count.get();
  }

  private static void delete(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
