package io.synnefo.project;

import io.synnefo.kernel.SeedSection;
import io.synnefo.kernel.SeedValues;
import io.synnefo.project.Credentials.Name;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Users of the seed file. A changed password is taken soon after the start, and ends the user's
 * tokens.
 */
@ApplicationScoped
class UserSeed implements SeedSection {
  @Inject Users users;
  @Inject Passwords passwords;
  @Inject SeededPasswords seededPasswords;

  @Override
  public String key() {
    return "users";
  }

  @Override
  public int rank() {
    return 20;
  }

  @Override
  public void apply(JsonValue value) {
    SeedValues.objects(key(), value).forEach(this::applyOne);
  }

  private void applyOne(SeedValues seed) {
    ProjectView project =
        users
            .project(Name.called(seed.text("project")))
            .map(Project::view)
            .orElseThrow(() -> seed.wrong("project", "the name of a project"));
    Optional<User> found = users.user(Name.called(seed.text("name")));
    User user = found.orElseGet(() -> add(seed, project));
    if (found.isPresent()) {
      user.moveTo(project.id());
      seededPasswords.take(user.id(), seed.text("password"));
    }
    users.assign(user.id(), project.id(), roles(seed));
  }

  private User add(SeedValues seed, ProjectView project) {
    PasswordHash password = passwords.keep(seed.text("password"));
    User user = new User(HexId.random(), seed.text("name"), project.id(), password);
    users.add(user);
    return user;
  }

  private static Set<Role> roles(SeedValues seed) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String word : seed.texts("roles")) {
      roles.add(Role.of(word).orElseThrow(() -> seed.wrong("roles", "member, reader or admin")));
    }
    if (roles.isEmpty()) {
      throw seed.wrong("roles", "at least one of member, reader and admin");
    }
    return roles;
  }
}
