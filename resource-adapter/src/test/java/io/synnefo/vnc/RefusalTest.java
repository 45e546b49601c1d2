package io.synnefo.vnc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.synnefo.wire.vnc.ConsoleType;
import io.synnefo.wire.vnc.ControlCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VNC | 'source_port':25071,'status':'OK' |",
        "VNC | 'source_port':25071,'status':'OK','proxy_address':'p' |",
        "VNC | 'status':'OK','proxy_address':'p' | said OK and no port",
        "VNC | 'status':'FAILED' | refused without a reason; its log may have one",
        "VNC | 'status':'FAILED','reason':'No port is free' | No port is free",
        "VNC_WS | 'source_port':25071,'status':'OK','proxy_address':'p' |",
        "VNC_WS | 'source_port':25071,'status':'OK' | knows no vnc-ws",
        "VNC_WSS | 'source_port':25071,'status':'OK' | knows no vnc-wss",
        "GATEWAY | 'source_port':6080,'status':'OK','gateway':'wss://p:6080/' |",
        "GATEWAY | 'source_port':25071,'status':'OK','proxy_address':'p' | has no gateway",
        "GATEWAY | 'status':'OK','gateway':'wss://p:6080/' | said OK and no port",
      },
      quoteCharacter = '`')
  void aReplyOpensAConsoleWhenItHasWhatTheTypeNeeds(
      ConsoleType type, String reply, @Nullable String refusal) throws Exception {
    byte[] json = ("{" + reply.replace('\'', '"') + "}").getBytes(UTF_8);
    assertEquals(refusal, Refusal.of(type, ControlCodec.decodeReply(json)));
  }
}
