package io.synnefo.api.compute;

import io.synnefo.api.http.Paging;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import java.util.UUID;

/** Reads ids of servers from paths. */
final class ServerIds {
  private ServerIds() {}

  /**
   * The id.
   *
   * @fault itemNotFound 404 when it is none: clients try names where ids belong
   */
  static UUID of(String text) {
    return Paging.uuid(text)
        .orElseThrow(
            () -> new Fault(FaultCode.ITEM_NOT_FOUND, "Instance " + text + " could not be found."));
  }
}
