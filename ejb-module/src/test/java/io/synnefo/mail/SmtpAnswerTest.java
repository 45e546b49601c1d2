package io.synnefo.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpAnswerTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          550 5.1.1 User unknown                         | true
          550 5.1.1 <a@b>: User unknown                  | true
          554 5.1.1 nobody                               | true
          550 #5.1.1 nobody                              | true
          550 5.1.1: nobody                              | true
          550 5.1.1                                      | true
          550 5.1.2 no such domain                       | true
          501 5.1.3 Bad recipient address syntax         | true
          551 5.1.6 moved                                | true
          550 5.1.10 RESOLVER.ADR.RecipientNotFound      | true
          556 5.1.10 null MX                             | true
          550 5.2.1 mailbox disabled                     | true
          550 nobody                                     | true
          550                                            | true
          551 not local                                  | true
          553 mailbox name not allowed                   | true
          550 192.0.2.1 says nobody                      | true
          550 5.6.7.8 says nobody                        | true
          504 5.5.2 <x>: Sender address rejected         | false
          504 Sender address rejected                    | false
          554 5.7.1 <a@b>: Relay access denied           | false
          554 Relay access denied                        | false
          550 5.7.1 Client host rejected                 | false
          550 5.7.1: relaying denied                     | false
          550 5.7.23 SPF                                 | false
          550 5.1.0 <x>: Sender address rejected         | false
          550 5.1.7 bad sender                           | false
          550 5.1.8 Sender address rejected              | false
          550 5.1.11 something new                       | false
          550 5.2.2 mailbox full                         | false
          550 4.1.1 not sure                             | false
          450 5.1.1 not sure                             | false
          450 later                                      | false
          552 full                                       | false
          530 5.7.0 Must issue a STARTTLS command first  | false
          503 need MAIL before RCPT                      | false
          501 syntax                                     | false
          5501 5.1.1 nonsense                            | false
          250 fine                                       | false
          Invalid Addresses                              | false
          """)
  void onlyAnAnswerAboutTheRecipientIsFinal(String answer, boolean refuses) {
    assertEquals(refuses, SmtpAnswer.refusesRecipient(answer));
    assertEquals(refuses, SmtpAnswer.refusesRecipient(answer + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550-5.1.1 nobody\n550 5.1.1 see https://example.org\n",
        "550-5.1.1 nobody\n550 see https://example.org\n",
        "550-nobody\n550 5.1.1 at all\n",
        "550-nobody\n550 at all\n",
        "550 nobody\u2028550 5.7.1 is no line\n"
      })
  void anAnswerOfSeveralLinesIsFinalWhenEveryLineMayBe(String answer) {
    assertTrue(SmtpAnswer.refusesRecipient(answer));
  }

  @Test
  void anAnswerWithALineThatMayBeASettingIsNotFinal() {
    assertFalse(SmtpAnswer.refusesRecipient("550-5.1.1 nobody\n550 5.7.1 for you\n"));
  }
}
