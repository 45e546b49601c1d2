package io.synnefo.vncauthproxy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The versions of RFB that there are (RFC 6143, 7.1.1). */
enum RfbVersion {
  V3_3("RFB 003.003\n"),
  V3_7("RFB 003.007\n"),
  V3_8("RFB 003.008\n");

  static final int BYTES = 12;
  private final String text;

  RfbVersion(String text) {
    this.text = text;
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static Optional<RfbVersion> of(byte[] said) {
    return Arrays.stream(values()).filter(v -> Arrays.equals(v.bytes(), said)).findFirst();
  }
}
