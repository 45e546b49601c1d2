package io.synnefo.project;

import io.synnefo.kernel.SeedSection;
import io.synnefo.kernel.SeedValues;
import io.synnefo.project.Credentials.Name;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;

/** Projects of the seed file; an existing one keeps its id. */
@ApplicationScoped
class ProjectSeed implements SeedSection {
  @Inject Users users;

  @Override
  public String key() {
    return "projects";
  }

  @Override
  public int rank() {
    return 10;
  }

  @Override
  public void apply(JsonValue value) {
    for (SeedValues project : SeedValues.objects(key(), value)) {
      String name = project.text("name");
      if (users.project(Name.called(name)).isEmpty()) {
        users.add(new Project(idOf(project), name));
      }
    }
  }

  private static String idOf(SeedValues project) {
    return project
        .optionalText("id")
        .map(
            id -> HexId.checked(id).orElseThrow(() -> project.wrong("id", "32 hexadecimal digits")))
        .orElseGet(HexId::random);
  }
}
