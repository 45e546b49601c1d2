package io.synnefo.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  @ParameterizedTest(name = "{0} with {1} and {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plain text      | x | y | plain text
          {a} and {b}     | x | y | x and y
          {a}{a}          | x | y | xx
          {a}             | {b} | y | {b}
          {a}             | $1\\0 | y | $1\\0
          {a}             | <b> & | y | <b> &
          """)
  void aPlaceIsFilledWithItsFieldAsItIs(String text, String a, String b, String filled)
      throws Exception {
    Template template = Template.of("t", "Subject: " + text + "\n\n" + text + "\n");
    assertEquals(new MailText(filled, filled + "\n"), template.fill(Map.of("a", a, "b", b)));
  }

  @Test
  void aFieldWithoutAPlaceIsLeftOut() throws Exception {
    Template template = Template.of("t", "Subject: s\n\nbody");
    assertEquals(new MailText("s", "body"), template.fill(Map.of("newer", "x")));
  }

  @Test
  void aTemplateWithTheLineEndsOfWindowsIsTheSame() throws Exception {
    assertEquals(
        new MailText("s", "a\nb\n\nc"),
        Template.of("t", "Subject: s\r\n\r\na\r\nb\r\n\r\nc").fill(Map.of()));
  }

  @Test
  void allFieldsThatAreMissingAreNamedAtOnce() throws Exception {
    Template template = Template.of("t", "Subject: {c} {a}\n\n{b} {c} {d}");
    assertRefused("fields that template 't' needs: a, b, c", () -> template.fill(Map.of("d", "x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "body",
        "Subject:\n\nbody",
        "Subject: s\nbody",
        "Subject: s\nCc: x@y\n\nbody",
        "Subject: s\n\n",
        " Subject: s\n\nbody"
      })
  void aTemplateBeginsWithItsSubject(String text) {
    assertRefused(
        "template 't' does not begin with a line 'Subject: ...' and an empty one",
        () -> Template.of("t", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "}", "{}", "{A}", "{a b}", "{{a}}", "${a", "{1}"})
  void aBraceIsNothingButAPlace(String text) {
    assertRefused(
        "template 't' has a brace that belongs to no {name}",
        () -> Template.of("t", "Subject: s\n\n" + text));
  }

  @Test
  void aMailThatGetsTooLongIsRefused() throws Exception {
    Template template = Template.of("t", "Subject: {s}\n\n{b}");
    String longest = "x".repeat(MailText.MAX_SUBJECT);
    assertEquals(longest, template.fill(Map.of("s", longest, "b", "")).subject());
    assertRefused(
        "the subject of template 't' gets longer than 200 characters",
        () -> template.fill(Map.of("s", longest + "x", "b", "")));
    String much = "x".repeat(MailText.MAX_BODY + 1);
    assertRefused(
        "the text of template 't' gets longer than 20000 characters",
        () -> template.fill(Map.of("s", "s", "b", much)));
  }

  @Test
  void everyTemplateOfOursCanBeFilled() throws Exception {
    Map<String, String> fields = Map.of("cloud", "snf");
    for (String name : ours()) {
      MailText text = new Templates().find(name).fill(fields);
      assertTrue(text.subject().length() > 0, name);
    }
    assertEquals("Test mail of snf", new Templates().find("test").fill(fields).subject());
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense, there is no template 'nonsense'",
    "../templates/test, no template can be named so",
    "'', no template can be named so"
  })
  void aTemplateThatIsNotThereIsRefused(String name, String reason) {
    assertRefused(reason, () -> new Templates().find(name));
  }

  private static List<String> ours() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/io/synnefo/mail/templates"))) {
      return files.map(file -> file.getFileName().toString().replace(".txt", "")).toList();
    }
  }

  private static void assertRefused(String reason, Executable executable) {
    assertEquals(reason, assertThrows(UnusableMailException.class, executable).getMessage());
  }
}
