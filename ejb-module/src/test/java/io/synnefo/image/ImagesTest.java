package io.synnefo.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.bootstrap.FrontDatabase;
import io.synnefo.kernel.Caller;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImagesTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final Caller CALLER = new Caller("u", "p", Set.of("member"), "req-1");
  private static final String SEED =
      "[{\"name\":\"cirros\",\"os\":\"snf-image+default\",\"parameters\":{\"img_id\":\"cirros\"},"
          + "\"min_disk_gib\":1,\"min_ram_mib\":64,\"size_bytes\":5000000000,"
          + "\"disk_format\":\"raw\",\"container_format\":\"bare\"}]";

  private final FrontDatabase database = new FrontDatabase();
  private final Images images = new Images();

  @BeforeEach
  void wire() {
    images.em = database.em();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aSeededImageIsFoundWithItsParameters() {
    seed(SEED, START);
    ImageView listed = list(Optional.of("cirros"), Optional.empty(), 10).get(0);
    assertEquals(Map.of("img_id", "cirros"), listed.parameters());
    assertEquals(new ImageView.Format("raw", "bare", 5_000_000_000L), listed.format());
    assertEquals(START, listed.createdAt());
    assertEquals(
        Optional.of(listed), database.inTransaction(() -> images.find(CALLER, listed.id())));
    assertTrue(list(Optional.of("Cirros"), Optional.empty(), 10).isEmpty());
  }

  @Test
  void theSeedAppliedAgainChangesNothingAndAnEditedOneMovesTheTimeOfChange() {
    seed(SEED, START);
    ImageView before = list(Optional.empty(), Optional.empty(), 10).get(0);
    seed(SEED, START.plusSeconds(60));
    assertEquals(List.of(before), list(Optional.empty(), Optional.empty(), 10));
    seed(SEED.replace("\"img_id\":\"cirros\"", "\"img_id\":\"new\""), START.plusSeconds(120));
    ImageView after = list(Optional.empty(), Optional.empty(), 10).get(0);
    assertEquals(before.id(), after.id());
    assertEquals(Map.of("img_id", "new"), after.parameters());
    assertEquals(START.plusSeconds(120), after.updatedAt());
    assertEquals(START, after.createdAt());
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepetition() {
    for (int i = 0; i < 5; i++) {
      // two of the same instant: the id decides
      seed(SEED.replace("\"cirros\",\"os\"", "\"i" + i + "\",\"os\""), START.plusSeconds(i / 2));
    }
    List<ImageView> all = list(Optional.empty(), Optional.empty(), 10);
    List<ImageView> first = list(Optional.empty(), Optional.empty(), 2);
    List<ImageView> second = list(Optional.empty(), Optional.of(first.get(1).id()), 2);
    List<ImageView> third = list(Optional.empty(), Optional.of(second.get(1).id()), 2);
    assertEquals(5, all.size());
    assertEquals(all.subList(0, 2), first);
    assertEquals(all.subList(2, 4), second);
    assertEquals(all.subList(4, 5), third);
  }

  @Test
  void anUnknownMarkerIsABadRequest() {
    Fault fault =
        assertThrows(Fault.class, () -> list(Optional.empty(), Optional.of(UUID.randomUUID()), 2));
    assertEquals(FaultCode.BAD_REQUEST, fault.code());
  }

  @Test
  void anImageMayBeSeededWithItsId() {
    UUID id = UUID.randomUUID();
    seed(SEED.replace("[{", "[{\"id\":\"" + id + "\","), START);
    assertTrue(database.inTransaction(() -> images.find(CALLER, id)).isPresent());
    assertThrows(
        IllegalArgumentException.class, () -> seed(SEED.replace("[{", "[{\"id\":\"x\","), START));
  }

  private List<ImageView> list(Optional<String> name, Optional<UUID> after, int limit) {
    return database.inTransaction(() -> images.list(CALLER, new ImageQuery(name, after, limit)));
  }

  private void seed(String json, Instant at) {
    ImageSeed seed = new ImageSeed();
    seed.images = images;
    seed.clock = Clock.fixed(at, ZoneOffset.UTC);
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      database.run(() -> seed.apply(reader.readValue()));
    }
  }
}
