package io.synnefo.mail;

import io.synnefo.wire.mail.MailCodec;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The texts of mail: {@code io/synnefo/mail/templates/NAME.txt} on the class path, ours or an
 * operator's in a library of the EAR.
 */
@ApplicationScoped
public class Templates {
  private static final int MAX_BYTES = 1 << 16;

  /** The template of that name. */
  Template find(String name) throws UnusableMailException {
    if (!MailCodec.isTemplate(name)) {
      throw new UnusableMailException("no template can be named so");
    }
    try (InputStream in = Templates.class.getResourceAsStream("templates/" + name + ".txt")) {
      if (in == null) {
        throw new UnusableMailException("there is no template '" + name + "'");
      }
      byte[] text = in.readNBytes(MAX_BYTES + 1);
      if (text.length > MAX_BYTES) {
        throw new UnusableMailException(
            "template '" + name + "' is larger than " + MAX_BYTES + " bytes");
      }
      return Template.of(name, new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
