package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.wire.vnc.GatewayGrant;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // a clock may turn over
  private final Sessions<String> sessions = new Sessions<>(2, nanos::get);

  private static GatewayGrant grant(String session, String project) {
    return new GatewayGrant(
        session, "hash of " + session, Duration.ofSeconds(60), "s", "u", project);
  }

  private GatewayGrant opened(String session) {
    GatewayGrant grant = grant(session, session + "'s project");
    assertEquals("", sessions.admit(grant, session));
    assertTrue(sessions.open(grant, session));
    return grant;
  }

  @Test
  void aTokenOpensOnceAndIsThenUsed() {
    GatewayGrant grant = opened("one");
    assertEquals(new Sessions.Found<>("one", null), sessions.redeem(grant.tokenHash()));
    assertEquals(
        new Sessions.Found<String>(null, CloseCode.USED), sessions.redeem(grant.tokenHash()));
    assertFalse(
        sessions.retire(grant, grant.session(), CloseCode.EXPIRED), "somebody came with it");
    sessions.end(grant);
    assertEquals(CloseCode.USED, sessions.redeem(grant.tokenHash()).refused());
  }

  @Test
  void beforeItIsOpenATokenIsUnknown() {
    GatewayGrant grant = grant("one", "p");
    sessions.admit(grant, "one");
    assertEquals(CloseCode.UNKNOWN, sessions.redeem(grant.tokenHash()).refused());
  }

  @Test
  void whatBecameOfATokenIsForgottenInTheEnd() {
    GatewayGrant grant = opened("one");
    assertTrue(sessions.retire(grant, grant.session(), CloseCode.REVOKED));
    nanos.addAndGet(Sessions.MEMORY.toNanos());
    assertEquals(CloseCode.REVOKED, sessions.redeem(grant.tokenHash()).refused());
    nanos.addAndGet(1);
    assertEquals(CloseCode.UNKNOWN, sessions.redeem(grant.tokenHash()).refused());
    sessions.retire(opened("two"), "two", CloseCode.GONE);
    assertEquals(1, sessions.past(), "what is forgotten takes no room");
  }

  @Test
  void ofTokensNoMoreThanSoManyAreRemembered() {
    for (int n = 0; n <= Sessions.MOST_PAST; n++) {
      GatewayGrant grant = opened("s" + n);
      sessions.retire(grant, grant.session(), CloseCode.GONE);
      sessions.end(grant);
    }
    assertEquals(Sessions.MOST_PAST, sessions.past());
    assertEquals(CloseCode.UNKNOWN, sessions.redeem("hash of s0").refused());
    assertEquals(CloseCode.GONE, sessions.redeem("hash of s1").refused());
  }

  @Test
  void aProjectsSessionsCountUntilTheyEnd() {
    GatewayGrant first = grant("one", "p");
    assertEquals("", sessions.admit(first, "one"));
    assertEquals("", sessions.admit(grant("two", "p"), "two"));
    assertEquals("Too many consoles of the project", sessions.admit(grant("three", "p"), "three"));
    assertEquals("", sessions.admit(grant("four", "another"), "four"));
    sessions.end(first);
    sessions.end(first); // a second time it is no more, and counts for nothing
    assertEquals("", sessions.admit(grant("three", "p"), "three"));
    assertEquals("Too many consoles of the project", sessions.admit(grant("five", "p"), "five"));
  }

  @Test
  void aSessionIsFoundByItsNameWhileItIsThere() {
    GatewayGrant grant = opened("one");
    assertEquals("Session one is there already", sessions.admit(grant, "other"));
    assertEquals(Optional.of("one"), sessions.named("one"));
    sessions.end(grant);
    assertEquals(Optional.empty(), sessions.named("one"));
  }

  @Test
  void aHashThatWaitsOrHasBeenIsNotTakenAgain() {
    GatewayGrant grant = opened("one");
    assertFalse(sessions.open(grant, "other"));
    assertFalse(sessions.retire(grant, "other", CloseCode.GONE), "it is not the other's");
    sessions.redeem(grant.tokenHash());
    assertFalse(sessions.open(grant, "other"));
  }
}
