package io.synnefo.ganeti;

import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * How one cluster's remote API is reached. Invalid values are refused here, not at the first call.
 *
 * @param name what messages and threads call the cluster
 * @param endpoints {@code https://host:5080}, one for each node that may be master, tried in order
 * @param certificateSha256 hex SHA-256 of the DER certificate that all of them show; colons allowed
 * @param timeout of a whole call: waiting for a turn (at most half of it), connecting, every end
 *     point, the answer
 * @param maxConcurrent calls under way at once; more wait for their turn
 */
public record RapiAccess(
    String name,
    List<URI> endpoints,
    String username,
    String password,
    String certificateSha256,
    Duration timeout,
    int maxConcurrent) {
  private static final int SHA256_BYTES = 32;

  /** Copies the end points and normalizes the digest to bare lower-case hex. */
  public RapiAccess {
    endpoints = List.copyOf(endpoints);
    certificateSha256 = certificateSha256.replace(":", "").toLowerCase(Locale.ROOT);
    require(!endpoints.isEmpty(), "no end point");
    for (URI endpoint : endpoints) {
      require("https".equals(endpoint.getScheme()), "not an https address: " + endpoint);
      require(endpoint.getUserInfo() == null, "an end point holds credentials");
    }
    require(isSha256(certificateSha256), "the certificate's SHA-256 is not 64 hex digits");
    require(timeout.toMillis() > 0, "the time-out is not positive");
    require(maxConcurrent > 0, "no call is allowed");
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException("RAPI access: " + problem);
    }
  }

  private static boolean isSha256(String hex) {
    try {
      return HexFormat.of().parseHex(hex).length == SHA256_BYTES;
    } catch (IllegalArgumentException notHex) {
      return false;
    }
  }

  /** Tells all but the password. */
  @Override
  public String toString() {
    return "RapiAccess[" + name + ", " + endpoints + ", user " + username + "]";
  }
}
