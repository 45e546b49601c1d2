package io.synnefo.wire.ganeti;

import jakarta.json.JsonObject;
import java.util.List;

/**
 * An opcode on a network ({@code type: ganeti-network-status}).
 *
 * @param network Ganeti's name of the network, such as {@code snf-net-7}
 * @param jobFields subnet, gateway, add_reserved_ips, remove_reserved_ips, group_name of the op's
 *     input, those that were there
 * @param tags those that the opcode gives the network, or takes from it; not the old daemon's
 */
public record NetworkEvent(OpState op, String network, JsonObject jobFields, List<String> tags)
    implements GanetiEvent {
  static final String TYPE = "ganeti-network-status";

  /** Copies the tags. */
  public NetworkEvent {
    tags = List.copyOf(tags);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return network;
  }
}
