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
  private final Projects projects = new Projects(2);
  private final Sessions<String> sessions = new Sessions<>(projects, nanos::get);

  private static GatewayGrant grant(String session) {
    return new GatewayGrant(session, "hash of " + session, Duration.ofSeconds(60), "s", "u");
  }

  private GatewayGrant opened(String session) {
    GatewayGrant grant = grant(session);
    assertEquals("", sessions.admit(grant, session));
    assertTrue(sessions.open(grant, "p", session));
    return grant;
  }

  @Test
  void aTokenOpensOnceAndIsThenUsed() {
    GatewayGrant grant = opened("one");
    assertEquals(new Sessions.Found<>("one", null), sessions.redeem(grant.tokenHash(), null));
    assertEquals(
        new Sessions.Found<String>(null, CloseCode.USED), sessions.redeem(grant.tokenHash(), null));
    assertFalse(
        sessions.retire(grant, grant.session(), CloseCode.EXPIRED), "somebody came with it");
    sessions.end(grant);
    assertEquals(CloseCode.USED, sessions.redeem(grant.tokenHash(), null).refused());
  }

  @Test
  void aTokenThatIsShownForAnotherServerIsNotSpent() {
    String hash = opened("one").tokenHash();
    assertEquals(CloseCode.OTHER_SERVER, sessions.redeem(hash, "other").refused());
    assertEquals(CloseCode.OTHER_SERVER, sessions.redeem(hash, "").refused());
    assertEquals("one", sessions.redeem(hash, "S").console(), "a name is one in capitals, too");
    assertEquals(CloseCode.USED, sessions.redeem(hash, "other").refused());
  }

  @Test
  void beforeItIsOpenATokenIsUnknown() {
    GatewayGrant grant = grant("one");
    sessions.admit(grant, "one");
    assertEquals(CloseCode.UNKNOWN, sessions.redeem(grant.tokenHash(), null).refused());
  }

  @Test
  void whatBecameOfATokenIsForgottenInTheEnd() {
    GatewayGrant grant = opened("one");
    assertTrue(sessions.retire(grant, grant.session(), CloseCode.REVOKED));
    nanos.addAndGet(Sessions.MEMORY.toNanos());
    assertEquals(CloseCode.REVOKED, sessions.redeem(grant.tokenHash(), null).refused());
    nanos.addAndGet(1);
    assertEquals(CloseCode.UNKNOWN, sessions.redeem(grant.tokenHash(), null).refused());
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
    assertEquals(CloseCode.UNKNOWN, sessions.redeem("hash of s0", null).refused());
    assertEquals(CloseCode.GONE, sessions.redeem("hash of s1", null).refused());
  }

  @Test
  void ofAProjectThatHasMoreThanItMayNobodyComesIn() {
    assertTrue(projects.admit("p"));
    assertTrue(projects.admit("p"));
    GatewayGrant grant = opened("one");
    projects.limit(1);
    assertEquals(CloseCode.CROWDED, sessions.redeem(grant.tokenHash(), null).refused());
    projects.end("p");
    assertEquals("one", sessions.redeem(grant.tokenHash(), null).console());
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
    assertFalse(sessions.open(grant, "p", "other"));
    assertFalse(sessions.retire(grant, "other", CloseCode.GONE), "it is not the other's");
    sessions.redeem(grant.tokenHash(), null);
    assertFalse(sessions.open(grant, "p", "other"));
  }
}
