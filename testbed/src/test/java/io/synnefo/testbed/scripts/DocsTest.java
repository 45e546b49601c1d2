package io.synnefo.testbed.scripts;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the shell blocks of a document are run. */
class DocsTest {
  @TempDir Path dir;

  private Script.Result run(String document) throws Exception {
    Path file = Files.writeString(dir.resolve("document.md"), document);
    return Script.of("testbed/bin/docs.sh", dir.resolve("run").toString(), file.toString())
        .with("SYNNEFO_DOCS_SECONDS", 3)
        .run();
  }

  @Test
  void eachBlockRunsInItsOrderAndOtherTextDoesNot() throws Exception {
    String said =
        run("```sh\necho first\n```\ntext\n```console\nfalse\n```\n```sh\necho then\n```\n")
            .succeeded()
            .text();
    assertAll(
        () -> assertTrue(said.indexOf("\nfirst\n") < said.indexOf("\nthen\n"), said),
        () -> assertTrue(said.indexOf("\nfirst\n") > 0, said),
        () -> assertTrue(said.endsWith("docs: 2 blocks ran\n"), said));
  }

  @Test
  void commandsAreToldAndWhatVariablesHoldIsNot() throws Exception {
    Files.writeString(
        Files.createDirectory(dir.resolve("run")).resolve("openrc"), "export WORD=hush");
    String said = run("```sh\n. target/run/openrc\n[[ $WORD == hush ]]\n```\n").succeeded().text();
    assertAll(
        () -> assertTrue(said.contains("+ . " + dir.resolve("run/openrc")), said),
        () -> assertFalse(said.contains("WORD=hush"), said),
        () -> assertFalse(said.contains("hush == hush"), said));
  }

  @Test
  void aBlockThatFailsOrDoesNotEndFailsTheDocument() throws Exception {
    Script.Result failing = run("```sh\nfalse\necho afterwards\n```\n");
    Script.Result endless = run("```sh\nwhile :; do sleep 0.1; done\n```\n");
    assertAll(
        () -> assertEquals(1, failing.exit(), failing.text()),
        () -> assertFalse(failing.text().contains("afterwards"), failing.text()),
        () -> assertEquals(1, endless.exit(), endless.text()),
        () -> assertTrue(endless.text().contains("it took too long"), endless.text()));
  }

  @Test
  void aDocumentWithoutABlockIsAnError() throws Exception {
    assertEquals(1, run("text\n").exit());
  }
}
