package io.synnefo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.synnefo.kernel.Caller;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.schema.TestDatabase;
import io.synnefo.wire.ganeti.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which servers are listed, and in which order. */
class ServerViewsTest {
  private static final Caller ADMIN = Cloud.caller("c", "req-1", "admin");
  private TestDatabase database;
  private Cloud cloud;
  private UUID web;

  /** web is ACTIVE, db SHUTOFF, mail BUILD, gone DELETED; of another project: other. */
  @BeforeEach
  void fill() {
    database = TestDatabase.h2("views");
    cloud = new Cloud(database);
    web = running("web");
    UUID db = running("db-1");
    cloud.stopServer.stop(Cloud.someone(), db);
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    UUID gone = running("gone");
    cloud.destroyServer.destroy(Cloud.someone(), gone);
    cloud.happens(cloud.ganeti.lastJob(), JobStatus.SUCCESS);
    cloud.pass(Duration.ofSeconds(1));
    cloud.create("mail");
    cloud.create(Cloud.caller("b", "req-2", "member"), "other");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void ownServersAreListedTheNewestFirst() {
    assertEquals(List.of("mail", "db-1", "web"), names(ServerQuery.all(100)));
    assertEquals(List.of("mail", "db-1"), names(ServerQuery.all(2)));
  }

  @Test
  void aMarkerStartsTheNextPage() {
    UUID last = cloud.views.list(Cloud.someone(), ServerQuery.all(2)).get(1).id();
    assertEquals(List.of("web"), names(query(null, null, null, last)));
    assertEquals(List.of(), names(query(null, null, null, web)));
    UUID unknown = UUID.randomUUID();
    assertEquals(FaultCode.BAD_REQUEST, faultOf(query(null, null, null, unknown)));
  }

  @Test
  void aNameIsFoundAnywhereUnlessTheExpressionSaysOtherwise() {
    assertEquals(List.of("db-1"), names(query("b-", null, null, null)));
    assertEquals(List.of("web"), names(query("^web$", null, null, null)));
    assertEquals(List.of(), names(query("^eb", null, null, null)));
    assertEquals(FaultCode.BAD_REQUEST, faultOf(query("(", null, null, null)));
  }

  @Test
  void anExpressionThatElsewhereWouldNeverEndFindsNothing() {
    cloud.create("a".repeat(60));
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> assertEquals(List.of(), names(query("(a*)*(a*)*c", null, null, null))));
  }

  @Test
  void aStatusIsTheComputeApisWord() {
    assertEquals(List.of("web"), names(query(null, "ACTIVE", null, null)));
    assertEquals(List.of("db-1"), names(query(null, "shutoff", null, null)));
    assertEquals(List.of("mail"), names(query(null, "BUILD", null, null)));
    assertEquals(List.of(), names(query(null, "REBOOT", null, null)));
    assertEquals(List.of(), names(query(null, "NONSENSE", null, null)));
    assertEquals(FaultCode.FORBIDDEN, faultOf(query(null, "DELETED", null, null)));
  }

  @Test
  void whatChangedSinceIsToldWithTheDeleted() {
    assertEquals(
        List.of("mail", "gone", "db-1", "web"), names(query(null, null, Events.DAY, null)));
    assertEquals(
        List.of("mail"), names(query(null, null, cloud.clock.instant().minusMillis(1), null)));
    assertEquals(List.of("gone"), names(query(null, "DELETED", Events.DAY, null)));
  }

  @Test
  void onlyAnAdminSeesAllProjects() {
    ServerQuery all = new ServerQuery(null, null, null, null, 100, true, null, null, List.of());
    assertEquals(FaultCode.FORBIDDEN, faultOf(all));
    assertEquals(
        List.of("other", "mail", "db-1", "web"),
        cloud.views.list(ADMIN, all).stream().map(ServerView::name).toList());
  }

  @Test
  void flavorAndImageNarrowTheList() {
    assertEquals(
        3,
        names(new ServerQuery(null, null, null, null, 9, false, "1", Cloud.IMAGE, List.of()))
            .size());
    assertEquals(
        List.of(),
        names(new ServerQuery(null, null, null, null, 9, false, "0", Cloud.IMAGE, List.of())));
  }

  private UUID running(String name) {
    cloud.pass(Duration.ofSeconds(1));
    return cloud.running(name);
  }

  private static ServerQuery query(
      @Nullable String name,
      @Nullable String status,
      @Nullable Instant since,
      @Nullable UUID marker) {
    return new ServerQuery(name, status, since, marker, 100, false, null, null, List.of());
  }

  private List<String> names(ServerQuery query) {
    return cloud.views.list(Cloud.someone(), query).stream().map(ServerView::name).toList();
  }

  private FaultCode faultOf(ServerQuery query) {
    return assertThrows(Fault.class, () -> cloud.views.list(Cloud.someone(), query)).code();
  }
}
