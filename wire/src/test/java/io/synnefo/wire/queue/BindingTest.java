package io.synnefo.wire.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingTest {
  @ParameterizedTest(name = "{0} passes {1}: {2}")
  @CsvSource({
    "ganeti.snf.event.op, ganeti.snf.event.op, true",
    "ganeti.snf.event.op, ganeti.snf.event.network, false",
    "ganeti.snf.event.op, ganeti.snf.event, false",
    "ganeti.*, ganeti.snf.event.op, false",
    "ganeti.*, ganeti.snf, true",
    "*.email.*, snf.email.test, true",
    "*.email.*, snf.email, false",
    "#, ganeti.snf.event.op, true",
    "#, '', true",
    "ganeti.#, ganeti, true",
    "ganeti.#, ganeti.snf.event.op, true",
    "#.op, ganeti.snf.event.op, true",
    "#.op, op, true",
    "ganeti.#.op, ganeti.op, true",
    "ganeti.#.op, ganeti.a.b.op.c, false",
    "#.#, a, true",
    "*, '', true",
    "'', '', true",
    "'', a, false"
  })
  void aKeyPassesAsInATopicExchange(String pattern, String key, boolean passes) {
    assertEquals(passes, new Binding("ganeti", pattern).passes(key));
  }

  @ParameterizedTest(name = "{0} passes {1} in {2}: {3}")
  @CsvSource({
    "a.*, a.b, topic, true",
    "a.*, a.b, direct, false",
    "a.b, a.b, direct, true",
    "c, a.b, fanout, true",
    "a.b, a.b, headers, false",
    "a.b, a.b, '', false"
  })
  void inAnotherExchangeItPassesByItsRule(String key, String told, String type, boolean passes) {
    assertEquals(passes, new Binding("x", key).passes(told, type));
  }
}
