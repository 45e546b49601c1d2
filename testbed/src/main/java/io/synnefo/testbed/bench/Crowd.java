package io.synnefo.testbed.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Creations of one user, all at once. */
final class Crowd {
  private static final double NANOS_PER_SECOND = 1e9;

  private final ApiClient api;
  private final String flavor;
  private final String image;
  private final int size;
  private final ConcurrentLinkedQueue<Duration> took = new ConcurrentLinkedQueue<>();
  private List<CompletableFuture<String>> answers = List.of();

  Crowd(ApiClient api, String flavor, String image, int size) {
    this.api = api;
    this.flavor = flavor;
    this.image = image;
    this.size = size;
  }

  /** All are sent, none is waited for. */
  void begin() {
    answers = IntStream.range(0, size).mapToObj(i -> one("hang-" + i)).toList();
  }

  private CompletableFuture<String> one(String name) {
    long begin = System.nanoTime();
    return api.beginCreation(name, flavor, image)
        .handle(
            (status, failure) -> {
              took.add(Duration.ofNanos(System.nanoTime() - begin));
              return failure == null ? "HTTP " + status : failure.getClass().getSimpleName();
            });
  }

  /** Whether one is unanswered. */
  boolean isUnderWay() {
    return answers.stream().anyMatch(answer -> !answer.isDone());
  }

  /** How they ended: so many each way. */
  String ends() {
    Map<String, Long> ways =
        answers.stream()
            .map(CompletableFuture::join)
            .collect(Collectors.groupingBy(way -> way, TreeMap::new, Collectors.counting()));
    return ways.entrySet().stream()
        .map(way -> way.getValue() + " x " + way.getKey())
        .collect(Collectors.joining(", "));
  }

  List<Figure> figures() {
    double slowest = took.stream().mapToLong(Duration::toNanos).max().orElse(0) / NANOS_PER_SECOND;
    return List.of(
        new Figure("hang.creation.max", "slowest answer to a creation", slowest, "s", "<= 11 s"));
  }
}
