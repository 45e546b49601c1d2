package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {
  /** As crypt(3) has it: the second example of its author's specification. */
  private static final String SALTED =
      "$6$rounds=10000$saltstringsaltst$"
          + "OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.";

  @TempDir Path root = Path.of("");

  private Path file(String... lines) throws IOException {
    return Files.write(root.resolve("users"), List.of(lines));
  }

  private String passwd(String... args) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PasswdTool(new PrintStream(out, true, StandardCharsets.UTF_8), () -> "asked").run(args);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aHashOfCryptsOwnSpecificationIsUnderstood() {
    Users users = new Users(Map.of("snf", SALTED));
    assertTrue(users.isRight("snf", "Hello world!"));
    assertFalse(users.isRight("snf", "Hello world"));
  }

  @Test
  void onlyTheRightPasswordOfAUserWhoIsThereIsRight() {
    Users users = new Users(Map.of("snf", Users.hash("hunter2"), "other", Users.hash("x")));
    assertFalse(users.isKnown("snf", "hunter2"));
    assertTrue(users.isRight("snf", "hunter2"));
    assertTrue(users.isKnown("snf", "hunter2"));
    assertFalse(users.isKnown("snf", "hunter3"));
    assertFalse(users.isKnown("other", "hunter2"));
    assertFalse(users.isRight("snf", "hunter3"));
    assertFalse(users.isRight("snf", ""));
    assertFalse(users.isRight("snf", "x".repeat(100_000)));
    assertFalse(users.isRight("nobody", "hunter2"));
    assertFalse(users.isKnown("nobody", "hunter2"));
  }

  @Test
  void aWrongPasswordTakesTheSameRoundsWhoeverIsNamed() {
    String few = SALTED.replace("rounds=10000$", "rounds=1000$");
    Users users = new Users(Map.of("usual", Users.hash("x"), "few", few, "most", SALTED));
    assertEquals(10_000, users.rest("nobody"));
    assertEquals(10_000 - 5_000, users.rest("usual"));
    assertEquals(10_000 - 1_000, users.rest("few"));
    assertEquals(0, users.rest("most"));
    for (String user : List.of("nobody", "usual", "few", "most")) {
      assertFalse(users.isRight(user, "wrong"), user);
    }
    assertTrue(users.isRight("usual", "x"));
  }

  @Test
  void whereThereIsNobodyAPasswordTakesTheUsualRounds() {
    assertEquals(5_000, new Users(Map.of()).rest("nobody"));
  }

  @Test
  void emptyLinesAndCommentsSayNothing() throws Exception {
    assertEquals(Map.of("snf", SALTED), UsersFile.read(file("# who may", "", "snf:" + SALTED)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "snf",
        "snf:hunter2",
        "Snf:HASH",
        "0a:HASH",
        "a:b:HASH",
        ":HASH",
        "snf:HASHx",
        "snf:MANY",
        "snf:FEW"
      })
  void aLineThatIsNotUnderstoodIsToldByItsNumberAlone(String line) throws Exception {
    String many = SALTED.replace("=10000$", "=100000$");
    String few = SALTED.replace("=10000$", "=0999$");
    String told = line.replace("HASH", SALTED).replace("MANY", many).replace("FEW", few);
    Path file = file("# a comment", told);
    IOException refused = assertThrows(IOException.class, () -> UsersFile.read(file));
    assertEquals(
        file + ": line 2 is not name:$6$salt$hash, of at most 99999 rounds", refused.getMessage());
  }

  @Test
  void aUserWhoIsThereTwiceIsRefused() throws Exception {
    Path file = file("snf:" + SALTED, "snf:" + SALTED);
    IOException refused = assertThrows(IOException.class, () -> UsersFile.read(file));
    assertEquals(file + ": line 2: this user is there twice", refused.getMessage());
  }

  @Test
  void passwdAddsChangesAndDeletes() throws Exception {
    Path file = root.resolve("users");
    passwd("-p", "one", file.toString(), "snf");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    passwd(file.toString(), "second");
    passwd("-p", "two", file.toString(), "snf");
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Users users = new Users(UsersFile.read(file));
    assertTrue(users.isRight("snf", "two") && users.isRight("second", "asked"));
    passwd("-d", file.toString(), "snf");
    assertEquals(List.of("second"), List.copyOf(UsersFile.read(file).keySet()));
    assertFalse(Files.exists(root.resolve("users.new")));
  }

  @Test
  void passwdOnlyPrintsIfItIsToldTo() throws Exception {
    Path file = root.resolve("users");
    String printed = passwd("-n", "-p", "one", file.toString(), "snf");
    assertTrue(printed.matches("snf:\\$6\\$[./0-9A-Za-z]{8,16}\\$[./0-9A-Za-z]{86}\n"), printed);
    assertFalse(Files.exists(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "FILE",
        "FILE a b",
        "-x FILE a",
        "FILE Root",
        "-d FILE nobody",
        "-p",
        "-p  FILE a",
        "-p TOO_LONG FILE a",
        "-p _x FILE a",
        "-p x_ FILE a",
      })
  void passwdRefusesWhatItCannotDo(String args) {
    String[] words = args.split(" ", -1);
    for (int n = 0; n < words.length; n++) {
      words[n] =
          words[n]
              .replace("FILE", root.resolve("users").toString())
              .replace("TOO_LONG", "x".repeat(Users.MAX_PASSWORD + 1))
              .replace('_', ' ');
    }
    assertThrows(IllegalArgumentException.class, () -> passwd(words));
    assertFalse(Files.exists(root.resolve("users")));
  }

  @Test
  void theLongestPasswordThatPasswdTakesIsRight() throws Exception {
    Path file = root.resolve("users");
    String longest = "x y" + "z".repeat(Users.MAX_PASSWORD - 3);
    passwd("-p", longest, file.toString(), "snf");
    assertTrue(new Users(UsersFile.read(file)).isRight("snf", longest));
  }

  @Test
  void passwdChangesItsLineAloneAndWhatElseIsThereStays() throws Exception {
    String[] lines = {"# the cloud", "", "snf:" + SALTED, " second:" + SALTED, "#third:", "  "};
    Path file = file(lines);
    passwd("-p", "one", file.toString(), "snf");
    List<String> changed = Files.readAllLines(file);
    assertTrue(changed.get(2).startsWith("snf:$6$") && !changed.get(2).equals(lines[2]));
    lines[2] = changed.get(2);
    assertEquals(List.of(lines), changed);
    passwd("-d", file.toString(), "second");
    assertEquals(List.of(lines[0], "", lines[2], lines[4], lines[5]), Files.readAllLines(file));
    passwd("-p", "two", file.toString(), "new");
    assertEquals(List.of("snf", "new"), List.copyOf(UsersFile.read(file).keySet()));
    assertEquals(lines[4], Files.readAllLines(file).get(3));
  }

  @Test
  void passwdLeavesAFileThatIsNotUnderstoodAsItIs() throws Exception {
    Path file = file("# the cloud", "snf");
    IOException refused =
        assertThrows(IOException.class, () -> passwd("-p", "one", file.toString(), "snf"));
    assertEquals(
        file + ": line 2 is not name:$6$salt$hash, of at most 99999 rounds", refused.getMessage());
    assertEquals(List.of("# the cloud", "snf"), Files.readAllLines(file));
  }

  @Test
  void aFileThatCannotBeReadIsToldWithTheReason() throws Exception {
    Path file = file("snf:" + SALTED);
    UserBook book = new UserBook(file);
    book.read();
    String before = "the users are those from before: ";
    Files.write(file, new byte[] {'#', (byte) 0xff, '\n'});
    assertThrows(IOException.class, book::read);
    assertEquals(before + file + " is not UTF-8", book.fault());
    Files.delete(file);
    Files.createSymbolicLink(file, file);
    assertThrows(IOException.class, book::read);
    String reason = "java.nio.file.FileSystemException: " + file + ": Too many levels of";
    assertTrue(book.fault().startsWith(before + reason), book.fault());
    assertTrue(book.users().isRight("snf", "Hello world!"));
  }

  @Test
  void whereThereNeverWasAFileNobodyMay() throws Exception {
    Path file = root.resolve("users");
    UserBook book = new UserBook(file);
    book.read();
    assertEquals(0, book.users().count());
    assertEquals(
        "there is no " + file + ": every request over the network is refused", book.fault());
  }
}
