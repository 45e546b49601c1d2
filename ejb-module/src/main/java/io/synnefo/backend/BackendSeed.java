package io.synnefo.backend;

import io.synnefo.kernel.SeedSection;
import io.synnefo.kernel.SeedValues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HexFormat;
import java.util.Locale;

/** Backends of the seed file; those it adds are online. */
@ApplicationScoped
public class BackendSeed implements SeedSection {
  private static final int SHA256_BYTES = 32;

  @Inject Backends backends;

  @Override
  public String key() {
    return "backends";
  }

  @Override
  public void apply(JsonValue value) {
    for (SeedValues seed : SeedValues.objects(key(), value)) {
      backends.put(backend(seed));
    }
  }

  private static Backend backend(SeedValues seed) {
    return new Backend(
        0,
        seed.text("name"),
        seed.texts("endpoints").stream().map(url -> endpoint(seed, url)).toList(),
        seed.text("username"),
        digest(seed),
        seed.text("hypervisor"),
        seed.text("disk_template"),
        BackendStatus.ONLINE);
  }

  private static URI endpoint(SeedValues seed, String url) {
    try {
      URI uri = new URI(url);
      if ("https".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // an address with a password in it must not reach the log: it is not told
      throw seed.wrong("endpoints", "addresses such as https://10.0.0.1:5080");
    }
    throw seed.wrong("endpoints", "addresses such as https://10.0.0.1:5080");
  }

  private static String digest(SeedValues seed) {
    String hex = seed.text("certificate_sha256").replace(":", "").toLowerCase(Locale.ROOT);
    try {
      if (HexFormat.of().parseHex(hex).length == SHA256_BYTES) {
        return hex;
      }
    } catch (IllegalArgumentException e) {
      throw seed.wrong("certificate_sha256", "64 hexadecimal digits");
    }
    throw seed.wrong("certificate_sha256", "64 hexadecimal digits");
  }
}
