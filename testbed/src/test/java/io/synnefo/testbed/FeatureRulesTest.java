package io.synnefo.testbed;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the application: who comes before whom, and what each never touches (ADR 002). */
class FeatureRulesTest {
  /** Each knows those before it. */
  private static final List<String> IN_ORDER =
      List.of(
          "kernel",
          "settings",
          "ganeti",
          "heartbeat",
          "project",
          "flavor",
          "image",
          "backend",
          "server",
          "console",
          "mail");

  private static final List<String> FEATURES =
      List.of("heartbeat", "project", "flavor", "image", "backend", "server", "console", "mail");

  /** Values, not collaborators. */
  private static final String SETTINGS = "io.synnefo.settings";

  private static final int MOST_COLLABORATORS = 7;

  static Stream<ArchRule> rules() {
    return Stream.of(order(), kinds(), edges(), beans()).flatMap(all -> all);
  }

  private static Stream<ArchRule> order() {
    return IntStream.range(0, IN_ORDER.size() - 1)
        .mapToObj(i -> never(IN_ORDER.get(i), rooms(IN_ORDER.subList(i + 1, IN_ORDER.size()))));
  }

  private static Stream<ArchRule> kinds() {
    return FEATURES.stream()
        .map(room -> never(room, "jakarta.ws.rs..", "jakarta.jms..", "jakarta.batch.."));
  }

  private static Stream<ArchRule> edges() {
    return Stream.of(
        never("dispatch", "jakarta.persistence..", "io.synnefo.ganeti..", "io.synnefo.reconcile.."),
        never("reconcile", "jakarta.jms..", "jakarta.ws.rs..", "io.synnefo.dispatch.."),
        never(
            "admin", "jakarta.persistence..", "jakarta.ws.rs..", "jakarta.jms..", "com.rabbitmq.."),
        never(
            "retention",
            "jakarta.persistence..",
            "jakarta.ws.rs..",
            "jakarta.jms..",
            "io.synnefo.dispatch.."),
        never("console", "jakarta.persistence..", "io.synnefo.wire.ganeti.."),
        never("figures", "jakarta.persistence..", "jakarta.ws.rs..", "jakarta.jms.."),
        never("figures", rooms(IN_ORDER.subList(1, IN_ORDER.size()))),
        never("settings", "jakarta.persistence..", "jakarta.ejb.."),
        slices()
            .matching("io.synnefo.api.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage("io.synnefo.api.http.."))
            .because("each API stands by itself"));
  }

  private static Stream<ArchRule> beans() {
    return Stream.of(
        classes()
            .that()
            .areAnnotatedWith("jakarta.ejb.MessageDriven")
            .should()
            .resideInAPackage("io.synnefo.dispatch..")
            .andShould()
            .haveSimpleNameEndingWith("Mdb")
            .because("messages arrive in one place"),
        noClasses()
            .that()
            .haveSimpleNameEndingWith("StateMachine")
            .should()
            .haveModifier(JavaModifier.PUBLIC)
            .because("only its own feature decides"),
        classes()
            .should(haveFewCollaborators())
            .because("who needs more does more than one thing"));
  }

  private static ArchCondition<JavaClass> haveFewCollaborators() {
    return new ArchCondition<>("have at most " + MOST_COLLABORATORS + " injected beans of ours") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        long count =
            type.getFields().stream()
                .filter(field -> field.isAnnotatedWith("jakarta.inject.Inject"))
                .filter(field -> field.getRawType().getPackageName().startsWith("io.synnefo."))
                .filter(field -> !field.getRawType().getPackageName().equals(SETTINGS))
                .count();
        if (count > MOST_COLLABORATORS) {
          events.add(SimpleConditionEvent.violated(type, type.getName() + " has " + count));
        }
      }
    };
  }

  private static String[] rooms(List<String> names) {
    return names.stream().map(name -> "io.synnefo." + name + "..").toArray(String[]::new);
  }

  private static ArchRule never(String room, String... imports) {
    return noClasses()
        .that()
        .resideInAPackage("io.synnefo." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(imports)
        .because("of the rule of room " + room);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyRoomKeepsToItself(ArchRule rule) {
    rule.check(HouseRulesTest.HOUSE);
  }
}
