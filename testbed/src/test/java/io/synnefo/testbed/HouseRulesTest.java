package io.synnefo.testbed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the house and what each may import (ADR 002), over the classes of all modules. */
class HouseRulesTest {
  private static final List<String> MODULES =
      List.of("wire", "eventd", "vncauthproxy", "resource-adapter", "ejb-module", "web-module");
  static final JavaClasses HOUSE =
      new ClassFileImporter()
          .importPaths(
              MODULES.stream().map(module -> Path.of("..", module, "target/classes")).toList());

  static Stream<ArchRule> rules() {
    return Stream.of(rooms(), programs(), adapter(), borders(), names()).flatMap(all -> all);
  }

  private static Stream<ArchRule> rooms() {
    return Stream.of(
        slices()
            .matching("io.synnefo.(*)..")
            .should()
            .beFreeOfCycles()
            .because("data flows one way"),
        classes()
            .that()
            .resideInAPackage("io.synnefo.wire..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..",
                "javax.net.ssl..",
                "jakarta.json..",
                "io.synnefo.wire..",
                "org.jspecify.annotations..")
            .because("a Ganeti node gets nothing of the application"));
  }

  private static Stream<ArchRule> programs() {
    return Stream.of(
        classes()
            .that()
            .resideInAPackage("io.synnefo.program..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..", "jakarta.json..", "io.synnefo.program..", "org.jspecify.annotations..")
            .because("every program has it, and nothing of what another is for"),
        only(
            "io.synnefo.program..",
            "io.synnefo.program..",
            "io.synnefo.eventd..",
            "io.synnefo.vncauthproxy.."),
        never("io.synnefo.eventd..", "io.synnefo.kernel..", "jakarta.enterprise..", "jakarta.ejb..")
            .because("the daemon runs without Jakarta EE"),
        never(
                "io.synnefo.vncauthproxy..",
                "io.synnefo.kernel..",
                "io.synnefo.eventd..",
                "jakarta.enterprise..",
                "jakarta.ejb..")
            .because("the proxy runs without Jakarta EE"));
  }

  private static Stream<ArchRule> adapter() {
    return Stream.of(
        noClasses()
            .that()
            .resideInAPackage("io.synnefo.amqp..")
            .should()
            .dependOnClassesThat(
                com.tngtech.archunit.base.DescribedPredicate.describe(
                    "belong to the application",
                    type ->
                        type.getPackageName().startsWith("io.synnefo.")
                            && !type.getPackageName().startsWith("io.synnefo.amqp")
                            && !type.getPackageName().startsWith("io.synnefo.wire")))
            .because("the adapter serves any bean"),
        classes()
            .that()
            .resideInAPackage("io.synnefo.vnc..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..",
                "javax..",
                "jakarta.resource..",
                "jakarta.json..",
                "org.eclipse.microprofile.config..",
                "org.jspecify.annotations..",
                "io.synnefo.wire..",
                "io.synnefo.vnc..")
            .because("the connector knows proxies, and nothing of who asks for a console"));
  }

  private static Stream<ArchRule> borders() {
    return Stream.of(
        never("io.synnefo.kernel..", "jakarta.ws.rs..", "jakarta.jms..", "jakarta.batch.."),
        never("io.synnefo.ganeti..", "jakarta.persistence..", "jakarta.ws.rs..", "jakarta.jms.."),
        only("java.net.http..", "io.synnefo.ganeti.."),
        only(
            "org.eclipse.microprofile.config..",
            "io.synnefo.settings..",
            "io.synnefo.amqp..",
            "io.synnefo.vnc.."),
        only("org.flywaydb..", "io.synnefo.bootstrap.."),
        only("jakarta.mail..", "io.synnefo.mail.."),
        only("jakarta.batch..", "io.synnefo.retention.."),
        only("org.eclipse.microprofile.health..", "io.synnefo.health.."),
        health(),
        never(
            "io.synnefo.api..",
            "io.synnefo.ganeti..",
            "io.synnefo.wire..",
            "jakarta.persistence.."),
        noClasses()
            .that()
            .resideInAPackage("io.synnefo.api..")
            .should()
            .dependOnClassesThat()
            .areAnnotatedWith("jakarta.persistence.Entity")
            .because("the outside sees views"));
  }

  private static ArchRule health() {
    return classes()
        .that()
        .resideInAPackage("io.synnefo.health..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax..",
            "jakarta..",
            "org.eclipse.microprofile.health..",
            "org.jspecify.annotations..",
            "io.synnefo.wire.queue..",
            "io.synnefo.health..")
        .because("it is a library of the EAR, beside the application");
  }

  private static Stream<ArchRule> names() {
    return Stream.of(
        noClasses()
            .that()
            .haveNameMatching(".*(StateMachine|Allocator|Diff|Guard|Verdict)")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "jakarta.persistence..",
                "jakarta.enterprise..",
                "jakarta.inject..",
                "java.net..",
                "io.synnefo.ganeti..")
            .because("deciders are pure"),
        noClasses()
            .that()
            .doNotHaveSimpleName("Clocks")
            .and()
            .resideOutsideOfPackages("io.synnefo.eventd..", "io.synnefo.testbed..")
            .should()
            .callMethod(Instant.class, "now")
            .because("time comes from a Clock"),
        noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .because("a name says what a thing is"));
  }

  private static ArchRule never(String room, String... imports) {
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(imports)
        .because("of the rule of room " + room);
  }

  private static ArchRule only(String imports, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(imports)
        .because("one room knows " + imports);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyRuleOfTheHouseHolds(ArchRule rule) {
    rule.check(HOUSE);
  }

  @Test
  void theRulesSeeTheClassesOfEveryModule() {
    for (String prefix :
        List.of(
            "wire",
            "program",
            "eventd",
            "vncauthproxy",
            "amqp",
            "kernel",
            "ganeti",
            "health",
            "server",
            "api")) {
      assertTrue(
          HOUSE.stream().anyMatch(c -> c.getPackageName().startsWith("io.synnefo." + prefix)),
          "no class of io.synnefo." + prefix);
    }
  }
}
