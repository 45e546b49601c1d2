package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProjectsTest {
  private final Projects projects = new Projects(2);

  @Test
  void aProjectsConsolesCountUntilTheyEnd() {
    assertTrue(projects.admit("p"));
    assertTrue(projects.admit("p"));
    assertFalse(projects.admit("p"));
    assertTrue(projects.admit("another"));
    projects.end("p");
    assertTrue(projects.admit("p"));
    assertFalse(projects.admit("p"));
  }

  @Test
  void aLowerLimitMakesAProjectCrowdedUntilConsolesEnd() {
    assertTrue(projects.admit("p"));
    assertTrue(projects.admit("p"));
    assertFalse(projects.isCrowded("p"));
    projects.limit(1);
    assertTrue(projects.isCrowded("p"));
    projects.end("p");
    assertFalse(projects.isCrowded("p"));
    assertFalse(projects.admit("p"));
  }

  @Test
  void aProjectWithoutConsolesTakesNoRoom() {
    assertTrue(projects.admit("p"));
    projects.end("p");
    projects.end("p"); // of none, nothing ends
    assertEquals(0, projects.size());
  }
}
