package io.synnefo.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealTest {
  private static final Seal SEAL = new Seal("secret", "salt");
  private static final String TEXT = "p\u00e4ssword \u20ac";

  @Test
  void whatWasSealedOpensWithTheSamePasswordOnAnyMachine() {
    String closed = SEAL.close(TEXT, "server 1");
    assertEquals(Optional.of(TEXT), new Seal("secret", "salt").open(closed, "server 1"));
    assertNotEquals(closed, SEAL.close(TEXT, "server 1"));
  }

  @Test
  void itOpensForNothingElse() {
    String closed = SEAL.close(TEXT, "server 1");
    assertEquals(Optional.empty(), SEAL.open(closed, "server 2"));
    assertEquals(Optional.empty(), new Seal("other", "salt").open(closed, "server 1"));
    assertEquals(Optional.empty(), new Seal("secret", "pepper").open(closed, "server 1"));
  }

  @Test
  void whatWasAlteredOrCutOffDoesNotOpen() {
    String closed = SEAL.close(TEXT, "server 1");
    char last = closed.charAt(10);
    String altered = closed.substring(0, 10) + (last == 'A' ? 'B' : 'A') + closed.substring(11);
    assertEquals(Optional.empty(), SEAL.open(altered, "server 1"));
    for (String wrong : new String[] {"", "AAAA", closed.substring(0, 16), "no base 64 !"}) {
      assertEquals(Optional.empty(), SEAL.open(wrong, "server 1"));
    }
  }
}
