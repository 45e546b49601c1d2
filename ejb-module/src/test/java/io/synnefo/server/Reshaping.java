package io.synnefo.server;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a job may change of what an instance is made of. The first disk stays as it is, and there is
 * a flavor of each size: of an instance that no flavor has the size of, the flavor is the one that
 * it had when somebody last looked, which depends on when that was.
 */
enum Reshaping {
  MADE("INSTANCE_CREATE"),
  RESIZED("INSTANCE_SET_PARAMS"),
  TUNED("INSTANCE_SET_PARAMS"),
  GROWN("INSTANCE_GROW_DISK"),
  TAGGED("TAGS_SET"),
  UNTAGGED("TAGS_DEL");

  private static final Shape.Size LARGE = new Shape.Size(2, 256);

  private final String operation;

  Reshaping(String operation) {
    this.operation = operation;
  }

  /** What that operation of Ganeti's may do; empty when it changes nothing of the kind. */
  static List<Reshaping> by(String operation) {
    return Stream.of(values()).filter(each -> each.operation.equals(operation)).toList();
  }

  /**
   * What it makes of that.
   *
   * @param number another one each time
   */
  Shape of(Shape shape, int number) {
    return switch (this) {
      case MADE, GROWN -> Shapes.withDisks(shape, 1024, number);
      case RESIZED ->
          shape.size().equals(LARGE)
              ? Shapes.sized(shape, Shapes.SMALL.size().vcpus(), Shapes.SMALL.size().ramMib())
              : Shapes.sized(shape, LARGE.vcpus(), LARGE.ramMib());
      case TUNED -> tuned(shape, number);
      case TAGGED -> tagged(shape, number);
      case UNTAGGED -> Shapes.withTags(shape);
    };
  }

  /** That flavor of the {@link CloudSeed}'s which has the size and the first disk. */
  static String flavorOf(Shape shape) {
    return shape.size().equals(LARGE) ? "2" : "1";
  }

  private static Shape tuned(Shape shape, int number) {
    SortedMap<String, String> parameters = new TreeMap<>(shape.hypervisorParameters());
    parameters.put("kernel_args", "n=" + number);
    return new Shape(shape.size(), shape.nics(), shape.disks(), shape.tags(), parameters);
  }

  private static Shape tagged(Shape shape, int number) {
    SortedSet<String> tags = new TreeSet<>(shape.tags());
    tags.add("n:" + number);
    return Shapes.withTags(shape, tags.toArray(new String[0]));
  }
}
