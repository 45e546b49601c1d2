package io.synnefo.amqp;

import com.rabbitmq.client.AuthenticationFailureException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why the broker could not be used, in a line that an operator can act on. */
final class LinkFailure {
  private static final int MAX_DEPTH = 20;

  private LinkFailure() {}

  static String describe(Exception failure, BrokerSettings settings) {
    String refusal = TopologyCheck.refusal(failure);
    if (refusal != null) {
      return refusal;
    }
    Throwable at = failure;
    Throwable last = failure;
    for (int depth = 0; at != null && depth < MAX_DEPTH; depth++, at = at.getCause()) {
      last = at;
      if (at instanceof AuthenticationFailureException) {
        return "the broker refuses user " + settings.username() + " (synnefo.amqp.password?)";
      }
      if (at instanceof ConnectException || at instanceof UnknownHostException) {
        return "no broker answers at " + settings.uris() + ": " + at.getMessage();
      }
      if (at instanceof SSLException) {
        return "TLS to the broker failed: " + at.getMessage();
      }
      if (at instanceof TimeoutException || at instanceof SocketTimeoutException) {
        return "the broker does not answer in time (no majority of its nodes?)";
      }
    }
    return "the broker cannot be used: " + last.getMessage();
  }
}
