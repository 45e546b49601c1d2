package io.synnefo.console;

import io.synnefo.kernel.Caller;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.kernel.LogText;
import io.synnefo.wire.vnc.VncProxyException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.UUID;

/** The faults of consoles, in words that OpenStack's and Cyclades' clients know. */
final class ConsoleFaults {
  private static final System.Logger LOG = System.getLogger(ConsoleFaults.class.getName());

  private ConsoleFaults() {}

  /** The same, and what is done before it is thrown does not take its place, should that fail. */
  static <E extends RuntimeException> E after(Runnable step, E thrown) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "not put on record: {0}", LogText.of(e.toString()));
      thrown.addSuppressed(e);
    }
    return thrown;
  }

  static Fault tooManyWait() {
    return new Fault(
        FaultCode.SERVICE_UNAVAILABLE, "Too many consoles are being opened now. Please try again.");
  }

  static Fault unavailable(String type) {
    return new Fault(FaultCode.BAD_REQUEST, "Unavailable console type " + type + ".");
  }

  static Fault notReady(UUID id) {
    return new Fault(FaultCode.CONFLICT, "Instance " + id + " is not ready");
  }

  /** The message does not say more: it may name hosts of the operator. */
  static Fault clusterSilent(Throwable cause) {
    return new Fault(
        FaultCode.SERVICE_UNAVAILABLE,
        "The cluster of the instance did not say where its console is.",
        cause);
  }

  static Fault nodeSilent() {
    return new Fault(
        FaultCode.SERVICE_UNAVAILABLE, "The cluster does not know whether the instance runs.");
  }

  static Fault changed() {
    return new Fault(FaultCode.SERVICE_UNAVAILABLE, "VNC Server settings changed.");
  }

  /** Names which proxies were asked; why each did not, as far as the caller may know. */
  static Fault notOpened(
      VncProxyException refusal, Caller caller, String node, List<String> proxies) {
    ProxyAttempts attempts = new ProxyAttempts(refusal.attempts());
    if (attempts.areAtTheirLimit()) {
      return new Fault(
          FaultCode.FORBIDDEN, "Quota exceeded: too many consoles of the project are open.");
    }
    String told = caller.isAdmin() ? attempts.inFull() : attempts.without(node, proxies);
    return new Fault(FaultCode.SERVICE_UNAVAILABLE, told, refusal);
  }
}
