package io.synnefo.testbed.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
  @TempDir Path dir;

  @BeforeEach
  void reports() throws Exception {
    Files.writeString(
        dir.resolve("TEST-a.xml"),
        """
        <testsuite name="a" tests="4" failures="1" errors="1" skipped="1">
          <properties><property name="x" value="skipped"/></properties>
          <testcase name="passes" classname="io.synnefo.ATest" time="0.1"/>
          <testcase name="breaks(String)[1]" classname="io.synnefo.ATest" time="0.1">
            <failure message="no" type="x"><![CDATA[x: no <1>
              at a.b(C.java:1)
        ]]></failure>
            <system-out><![CDATA[chatter]]></system-out>
          </testcase>
          <testcase name="waits" classname="io.synnefo.ATest" time="0">
            <skipped message="no such machine"/>
          </testcase>
          <testcase name="" classname="io.synnefo.BTest" time="0">
            <error message="the set-up broke"/>
          </testcase>
        </testsuite>
        """);
  }

  private String library(String text) throws Exception {
    return Script.bash(List.of("reports"), text).run().succeeded().text();
  }

  @Test
  void everyTestIsCountedOnce() throws Exception {
    assertEquals("1 2 1\n", library("reports_count " + dir));
  }

  @Test
  void aFailedTestSaysWhyWhereOnlyTheOutputIsKept() throws Exception {
    assertEquals(
        """
          failed: ATest.breaks
              x: no <1>
                    at a.b(C.java:1)
          failed: BTest.
              the set-up broke
        """,
        library("reports_failures " + dir));
  }

  @Test
  void ofALongStackTraceTheBeginningIsToldAndTheRunGoesOn() throws Exception {
    Files.writeString(
        dir.resolve("TEST-a.xml"),
        """
        <testsuite name="a"><testcase name="breaks" classname="io.synnefo.ATest"><failure message="no">
        %s</failure></testcase></testsuite>
        """
            .formatted(
                "  at a.b(C.java:1) because of something that takes many words\n".repeat(9000)));
    assertEquals(42, library("reports_failures " + dir + " && echo on").lines().count());
  }

  @Test
  void ofASuiteThatEndedWithoutAFailureTheErrorsAreToldOrTheEndAndTheRunGoesOn() throws Exception {
    Path log = Files.writeString(dir.resolve("unit.log"), "one\n[ERROR] two\nthree\n");
    assertEquals("    [ERROR] two\non\n", library("reports_log_says " + log + " && echo on"));
    Files.writeString(log, "one\ntwo\n");
    assertEquals("    one\n    two\non\n", library("reports_log_says " + log + " && echo on"));
  }

  @Test
  void aSkippedTestNeedsAReasonOnTheList() throws Exception {
    Path skips = Files.writeString(dir.resolve("skips.txt"), "# none\n");
    assertEquals("ATest.waits\n", library("reports_unexplained " + dir + " " + skips));
    Files.writeString(skips, "ATest.waits   needs such a machine\n");
    assertEquals("", library("reports_unexplained " + dir + " " + skips));
  }

  @Test
  void noReportsAreNoTests() throws Exception {
    Path none = Files.createDirectory(dir.resolve("none"));
    assertEquals("0 0 0\n", library("reports_count " + none));
  }

  @Test
  void aTestClassWithoutAReportIsNamed() throws Exception {
    Path tree = Files.createDirectories(dir.resolve("tree/module/src/test/java/io"));
    Files.writeString(tree.resolve("RanTest.java"), "class RanTest {}");
    Files.writeString(tree.resolve("NeverRanIT.java"), "class NeverRanIT {}");
    Files.writeString(tree.resolve("BaseTest.java"), "abstract class BaseTest {}");
    Files.writeString(tree.resolve("DaemonUnderTest.java"), "class DaemonUnderTest {}");
    Files.writeString(tree.resolve("SomeContract.java"), "interface SomeContract {}");
    Path reports = Files.createDirectories(dir.resolve("reports/unit/1/module"));
    Files.writeString(reports.resolve("TEST-io.RanTest.xml"), "<testsuite/>");
    assertEquals(
        "NeverRanIT\n",
        library("reports_absent %s %s".formatted(dir.resolve("tree"), dir.resolve("reports"))));
  }
}
