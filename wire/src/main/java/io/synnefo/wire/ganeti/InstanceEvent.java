package io.synnefo.wire.ganeti;

import jakarta.json.JsonObject;
import java.util.List;

/**
 * An opcode on an instance ({@code type: ganeti-op-status}).
 *
 * @param instance Ganeti's name of the instance, such as {@code snf-42}
 * @param jobFields nics, disks, hvparams, beparams of the op's input, those that were there
 * @param tags those that the opcode gives the instance, or takes from it
 */
public record InstanceEvent(OpState op, String instance, JsonObject jobFields, List<String> tags)
    implements GanetiEvent {
  static final String TYPE = "ganeti-op-status";

  /** Copies the tags. */
  public InstanceEvent {
    tags = List.copyOf(tags);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return instance;
  }
}
