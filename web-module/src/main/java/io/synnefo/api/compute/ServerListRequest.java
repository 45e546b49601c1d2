package io.synnefo.api.compute;

import io.synnefo.api.http.Paging;
import io.synnefo.api.http.Query;
import io.synnefo.kernel.Caller;
import io.synnefo.kernel.Sort;
import io.synnefo.server.ServerQuery;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the filters of a list of servers. */
final class ServerListRequest {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd['T'HH:mm[:ss][.SSSSSS][.SSS][XXX][XX][X]]");

  private ServerListRequest() {}

  /**
   * What is asked for; empty when no server can be.
   *
   * @fault badRequest 400 when a filter is not understood
   */
  static Optional<ServerQuery> read(Query query, Paging paging, Caller caller) {
    List<Sort> sorts = query.sorts();
    boolean all = query.decided("all_tenants");
    refuseForeign(query, caller, all);
    Optional<UUID> image = query.text("image").flatMap(Paging::uuid);
    boolean noneHasIt =
        query.has("ip") || query.has("ip6") || (query.has("image") && image.isEmpty());
    if (paging.limit() == 0 || noneHasIt) {
      return Optional.empty();
    }
    String status = query.flag("deleted") ? "DELETED" : query.text("status").orElse(null);
    return Optional.of(
        new ServerQuery(
            query.text("name").orElse(null),
            status,
            query.text("changes-since").map(text -> instant(query, text)).orElse(null),
            paging.markerId().orElse(null),
            paging.limit(),
            all,
            query.text("flavor").orElse(null),
            image.orElse(null),
            sorts));
  }

  /** An administrator's filters that we cannot apply would show too much: better say so. */
  private static void refuseForeign(Query query, Caller caller, boolean all) {
    if (!all) {
      return;
    }
    for (String key : List.of("project_id", "tenant_id", "user_id", "host")) {
      if (query.has(key) && caller.isAdmin()) {
        throw query.wrong(key, "This cloud does not offer this filter yet.");
      }
    }
  }

  private static Instant instant(Query query, String text) {
    if (text.startsWith("+") || text.startsWith("-")) { // a year that no database can hold
      throw query.wrong("changes-since", "It must be a date and time of ISO 8601.");
    }
    try {
      // a plus sign that was not encoded arrives as a space
      TemporalAccessor time =
          DATE.parseBest(
              text.replace(' ', '+'), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      if (time instanceof OffsetDateTime offset) {
        return offset.toInstant();
      }
      return time instanceof LocalDateTime local
          ? local.toInstant(ZoneOffset.UTC)
          : LocalDate.from(time).atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw query.wrong("changes-since", "It must be a date and time of ISO 8601.");
    }
  }
}
