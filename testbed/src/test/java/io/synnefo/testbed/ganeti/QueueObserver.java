package io.synnefo.testbed.ganeti;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sees what happens in a queue directory, and reads each job file whenever it appears anew. */
final class QueueObserver implements AutoCloseable {
  private static final Pattern JOB_FILE = Pattern.compile("job-(\\d+)");

  /** An event: a name that appeared, or that was written to in place. */
  record Seen(String name, boolean modified) {}

  private final Path queue;
  private final WatchService watch;
  private final Thread thread = new Thread(this::run, "queue-observer");
  private final List<Seen> events = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final Map<Long, List<JsonObject>> jobs = new ConcurrentHashMap<>();

  QueueObserver(Path queue) throws IOException {
    this.queue = queue;
    this.watch = queue.getFileSystem().newWatchService();
    queue.register(watch, ENTRY_CREATE, ENTRY_MODIFY);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        WatchKey key = watch.take();
        for (WatchEvent<?> event : key.pollEvents()) {
          see(event);
        }
        key.reset();
      }
    } catch (ClosedWatchServiceException | InterruptedException closed) {
      thread.interrupt();
    }
  }

  private void see(WatchEvent<?> event) {
    if (event.kind() == OVERFLOW) {
      problems.add("overflow");
      return;
    }
    String name = String.valueOf(event.context());
    events.add(new Seen(name, event.kind() == ENTRY_MODIFY));
    Matcher matcher = JOB_FILE.matcher(name);
    if (matcher.matches()) {
      try (JsonReader reader = Json.createReader(Files.newBufferedReader(queue.resolve(name)))) {
        jobs.computeIfAbsent(Long.valueOf(matcher.group(1)), id -> new CopyOnWriteArrayList<>())
            .add(reader.readObject());
      } catch (IOException | RuntimeException e) {
        problems.add(name + ": " + e);
      }
    }
  }

  List<Seen> events() {
    return List.copyOf(events);
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  /** The job's file as read, oldest first; the last is the one on disk now. */
  List<JsonObject> versions(long job) {
    return List.copyOf(jobs.getOrDefault(job, List.of()));
  }

  @Override
  public void close() throws IOException {
    watch.close();
  }
}
