package io.synnefo.vnc;

import jakarta.resource.ResourceException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A proxy could not be asked, for a reason in words that an operator can act on, with no secret
 * among them.
 */
final class ProxyFault extends ResourceException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_DEPTH = 20;

  ProxyFault(String reason) {
    super(reason);
  }

  private ProxyFault(String reason, IOException cause) {
    super(reason, cause);
  }

  /** Because no connection came about. */
  static ProxyFault unreachable(IOException cause) {
    return cause instanceof SocketTimeoutException
        ? new ProxyFault("no connection within its time", cause)
        : of(cause);
  }

  /** Because no answer came over the connection. */
  static ProxyFault unanswered(IOException cause) {
    if (cause instanceof SocketTimeoutException) {
      return new ProxyFault("no answer within its time", cause);
    }
    return cause instanceof EOFException || "Connection reset".equals(cause.getMessage())
        ? new ProxyFault("closed the connection without an answer", cause)
        : of(cause);
  }

  private static ProxyFault of(IOException cause) {
    String said = String.valueOf(cause.getMessage());
    if (cause instanceof UnknownHostException) {
      return new ProxyFault("its name is not known", cause);
    }
    if (cause instanceof NoSuchFileException) {
      return new ProxyFault("there is no file " + said, cause);
    }
    if (cause instanceof ConnectException) {
      return new ProxyFault("nobody listens: " + said, cause);
    }
    return new ProxyFault(
        (cause instanceof SSLException ? "TLS failed: " : "cannot be used: ") + said, cause);
  }

  /** What a container wrapped, or null when the proxy is not at fault. */
  static @Nullable ProxyFault in(Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < MAX_DEPTH; depth++, at = at.getCause()) {
      if (at instanceof ProxyFault fault) {
        return fault;
      }
    }
    return null;
  }
}
