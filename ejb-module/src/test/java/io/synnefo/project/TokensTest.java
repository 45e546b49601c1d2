package io.synnefo.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.synnefo.bootstrap.FrontDatabase;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.project.Credentials.Name;
import io.synnefo.project.IssueToken.Issued;
import io.synnefo.settings.TokenSettings;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokensTest {
  private static final String PROJECTS =
      "[{\"name\": \"demo\", \"id\": \"0123456789abcdef0123456789abcdef\"},{\"name\": \"other\"}]";
  private static final String USERS =
      "[{\"name\":\"ann\",\"password\":\"secret\",\"project\":\"demo\",\"roles\":[\"member\"]},"
          + "{\"name\":\"root\",\"password\":\"top\",\"project\":\"other\",\"roles\":[\"admin\"]}]";

  private final FrontDatabase database = new FrontDatabase();
  private final Passwords passwords = new Passwords(10);
  private final Users users = new Users();
  private final Tokens tokens = new Tokens();
  private final IssueToken issue = new IssueToken();
  private final VerifyToken verify = new VerifyToken();
  private final RevokeToken revoke = new RevokeToken();
  private final ListProjects projects = new ListProjects();
  private Instant now = Instant.parse("2026-11-22T10:00:00.123456Z");

  @BeforeEach
  void wire() {
    users.em = database.em();
    tokens.em = database.em();
    issue.users = users;
    issue.tokens = tokens;
    issue.passwords = passwords;
    issue.settings = new TokenSettings(Duration.ofHours(8));
    issue.clock = clock();
    verify.tokens = tokens;
    verify.clock = clock();
    revoke.tokens = tokens;
    projects.users = users;
    seedProjects(PROJECTS);
    seedUsers(USERS);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aTokenGrantsWhatItsIssueSaid() {
    Issued issued = login("ann", "secret", Optional.empty());
    assertEquals(43, issued.token().length());
    assertEquals(22, issued.view().auditId().length());
    TokenView found = verify(issued.token()).orElseThrow();
    assertEquals(issued.view(), found);
    assertEquals("ann", found.userName());
    assertEquals(new ProjectView("0123456789abcdef0123456789abcdef", "demo"), found.project());
    assertEquals(Set.of(Role.MEMBER, Role.READER), found.roles());
    assertEquals(now.plus(Duration.ofHours(8)), found.expiresAt());
    assertFalse(found.isAdmin());
  }

  @Test
  void theTokenItselfIsNotStoredNorPrinted() {
    Issued issued = login("ann", "secret", Optional.empty());
    List<String> kept =
        database.inTransaction(
            () ->
                database
                    .em()
                    .createQuery("SELECT t.hash FROM Token t", String.class)
                    .getResultList());
    assertEquals(1, kept.size());
    assertNotEquals(issued.token(), kept.get(0));
    assertFalse(issued.toString().contains(issued.token()));
    assertFalse(
        new Credentials(Name.id("x"), "pass", Optional.empty()).toString().contains("pass"));
  }

  @Test
  void wrongPasswordUnknownUserUnknownProjectAndNoRoleAreRefusedAlike() {
    assertRefused("ann", "Secret", Optional.empty());
    assertRefused("ann", "", Optional.empty());
    assertRefused("nobody", "secret", Optional.empty());
    assertRefused("ann", "secret", Optional.of(Name.called("nowhere")));
    assertRefused("ann", "secret", Optional.of(Name.called("other")));
  }

  @Test
  void usersAndProjectsMayBeNamedById() {
    Issued byName = login("ann", "secret", Optional.of(Name.called("demo")));
    Credentials byId =
        new Credentials(
            Name.id(byName.view().userId()),
            "secret",
            Optional.of(Name.id(byName.view().project().id())));
    assertEquals("ann", database.inTransaction(() -> issue.issue(byId)).view().userName());
  }

  @Test
  void anExpiredTokenGrantsNothingAndIsSweptByTheNextIssue() {
    Issued issued = login("ann", "secret", Optional.empty());
    now = now.plus(Duration.ofHours(8));
    assertTrue(verify(issued.token()).isEmpty());
    login("ann", "secret", Optional.empty());
    assertEquals(1L, tokenRows());
  }

  @Test
  void aSweepIsBounded() {
    for (int i = 0; i < 60; i++) {
      login("ann", "secret", Optional.empty());
    }
    now = now.plus(Duration.ofHours(9));
    login("ann", "secret", Optional.empty());
    assertEquals(11L, tokenRows());
  }

  @Test
  void aRevokedTokenGrantsNothing() {
    Issued issued = login("ann", "secret", Optional.empty());
    database.run(() -> revoke.revoke(issued.token()));
    assertTrue(verify(issued.token()).isEmpty());
    assertTrue(verify("").isEmpty());
  }

  @Test
  void theSeedAppliedAgainKeepsIdsAndTokens() {
    Issued issued = login("ann", "secret", Optional.empty());
    seedProjects(PROJECTS);
    seedUsers(USERS);
    assertEquals(issued.view(), verify(issued.token()).orElseThrow());
  }

  @Test
  void aPasswordChangedInTheSeedEndsTheUsersTokens() {
    Issued anns = login("ann", "secret", Optional.empty());
    Issued roots = login("root", "top", Optional.empty());
    seedUsers(USERS.replace("secret", "better"));
    assertTrue(verify(anns.token()).isEmpty());
    assertTrue(verify(roots.token()).orElseThrow().isAdmin());
    login("ann", "better", Optional.empty());
  }

  @Test
  void rolesChangedInTheSeedHoldForTokensAlreadyGiven() {
    Issued anns = login("ann", "secret", Optional.empty());
    seedUsers(USERS.replace("member", "reader"));
    assertEquals(Set.of(Role.READER), verify(anns.token()).orElseThrow().roles());
  }

  @Test
  void projectsAreListedByName() {
    Issued anns = login("ann", "secret", Optional.empty());
    assertEquals(
        List.of("demo", "other"),
        database.inTransaction(projects::all).stream().map(ProjectView::name).toList());
    assertEquals(
        List.of("demo"),
        database.inTransaction(() -> projects.of(anns.view().userId())).stream()
            .map(ProjectView::name)
            .toList());
  }

  @Test
  void wrongSeedValuesAreNamedBySectionAndKey() {
    assertSeedRefused("users", "{}");
    assertSeedRefused("'users' holds", "[1]");
    assertSeedRefused("'project' in 'users'", USERS.replace("demo", "nowhere"));
    assertSeedRefused("'roles' in 'users'", USERS.replace("member", "king"));
    assertSeedRefused("'password' in 'users'", USERS.replace("\"secret\"", "12"));
  }

  private void assertSeedRefused(String named, String users) {
    Exception refusal = assertThrows(IllegalArgumentException.class, () -> seedUsers(users));
    assertTrue(String.valueOf(refusal.getMessage()).contains(named), named);
  }

  private void assertRefused(String user, String password, Optional<Name> project) {
    Fault fault = assertThrows(Fault.class, () -> login(user, password, project));
    assertEquals(FaultCode.UNAUTHORIZED, fault.code());
    assertEquals(IssueToken.REFUSED, fault.getMessage());
  }

  private Issued login(String user, String password, Optional<Name> project) {
    Credentials credentials = new Credentials(Name.called(user), password, project);
    return database.inTransaction(() -> issue.issue(credentials));
  }

  private Optional<TokenView> verify(String token) {
    return database.inTransaction(() -> verify.verify(token));
  }

  private long tokenRows() {
    return database.inTransaction(
        () ->
            database
                .em()
                .createQuery("SELECT COUNT(t) FROM Token t", Long.class)
                .getSingleResult());
  }

  private void seedProjects(String json) {
    ProjectSeed seed = new ProjectSeed();
    seed.users = users;
    database.run(() -> seed.apply(json(json)));
  }

  private void seedUsers(String json) {
    UserSeed seed = new UserSeed();
    seed.users = users;
    seed.passwords = passwords;
    seed.seededPasswords = seededPasswords();
    database.run(() -> seed.apply(json(json)));
  }

  private SeededPasswords seededPasswords() {
    SeededPasswords seeded = new SeededPasswords();
    seeded.renewPassword = new RenewPassword();
    seeded.renewPassword.users = users;
    seeded.renewPassword.tokens = tokens;
    seeded.renewPassword.passwords = passwords;
    seeded.executor = Runnable::run;
    return seeded;
  }

  private static JsonValue json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readValue();
    }
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }
}
