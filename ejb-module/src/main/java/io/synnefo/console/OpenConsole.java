package io.synnefo.console;

import io.synnefo.ganeti.RapiException;
import io.synnefo.kernel.Caller;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.LogText;
import io.synnefo.server.ConsoleServer;
import io.synnefo.server.Rule;
import io.synnefo.server.ServerConsoles;
import io.synnefo.settings.ConsolePageSettings;
import io.synnefo.settings.ConsoleSettings;
import io.synnefo.wire.vnc.ConsoleDoor;
import io.synnefo.wire.vnc.GatewayGrant;
import io.synnefo.wire.vnc.VncProxyConnectionFactory;
import io.synnefo.wire.vnc.VncProxyException;
import io.synnefo.wire.vnc.VncProxyException.Attempt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens consoles of servers. Runs outside any transaction: nothing is locked while Ganeti and the
 * proxies think.
 */
@ApplicationScoped
public class OpenConsole {
  private static final System.Logger LOG = System.getLogger(OpenConsole.class.getName());

  @Inject ConsolePlaces places;
  @Inject ServerConsoles servers;
  @Inject InstanceLook look;
  @Inject VncProxyConnectionFactory proxies;
  @Inject ConsoleSettings settings;
  @Inject ConsolePageSettings page;

  /**
   * The console of that server waits for its one viewer, and that the caller has it is in the
   * server's history. Ganeti was asked after the proxy had connected, too: it is this server's
   * machine, whoever else is given its port later.
   *
   * @param shownBy the address of the page that will show it; null when a viewer will
   * @fault itemNotFound 404 when the caller has no such server
   * @fault conflictingRequest 409 when it does not run, by what we know or by what Ganeti says
   * @fault badRequest 400 when its hypervisor gives it no VNC server
   * @fault forbidden 403 when its project has as many consoles open as the proxies allow
   * @fault serviceUnavailable 503 when Ganeti does not answer, no proxy opened it, the machine had
   *     moved by then, or too many consoles are being opened
   */
  public OpenedConsole open(Caller caller, UUID id, ConsoleKind kind, @Nullable URI shownBy) {
    return places.admit(
        caller.projectId(),
        () -> {
          ConsoleServer server = servers.find(caller, id);
          Seen before = ready(server, kind);
          Ajar ajar = new Ajar(server, before, door(caller, server, before, kind));
          requireReachable(caller, ajar, shownBy);
          requireUnchanged(caller, ajar);
          return told(caller, ajar);
        });
  }

  /**
   * The fault of who asked for a kind of console that no server here has.
   *
   * @fault itemNotFound 404, conflictingRequest 409 as above
   */
  public Fault unavailable(Caller caller, UUID id, String type) {
    servers.find(caller, id);
    return ConsoleFaults.unavailable(type);
  }

  private Seen ready(ConsoleServer server, ConsoleKind kind) {
    Seen seen;
    try {
      seen = look.at(server);
    } catch (RapiException e) {
      LOG.log(Level.WARNING, "no console of {0}: {1}", server.instance(), reason(e));
      throw ConsoleFaults.clusterSilent(e);
    }
    ConsoleVerdict verdict = ConsoleVerdict.of(seen);
    if (seen == null || verdict == ConsoleVerdict.NOT_RUNNING) {
      throw ConsoleFaults.notReady(server.uuid());
    }
    return switch (verdict) {
      case NOT_KNOWN -> throw ConsoleFaults.nodeSilent();
      case NO_DISPLAY -> throw ConsoleFaults.unavailable(kind.word());
      default -> seen;
    };
  }

  private ConsoleDoor<Key> door(Caller caller, ConsoleServer server, Seen seen, ConsoleKind kind) {
    int port = seen.port() == null ? 0 : seen.port();
    try {
      return proxies.open(
          () -> Key.cut(kind, caller, server), key -> key.request(seen.node(), port));
    } catch (VncProxyException e) {
      throw notOpened(caller, server, seen, kind.word(), e);
    } catch (RuntimeException e) { // the connector broke: a proxy may have been asked all the same
      String why = kind.word() + ": " + LogText.of(e.toString());
      throw ConsoleFaults.after(() -> servers.record(server, caller, Rule.CONSOLE_REFUSED, why), e);
    }
  }

  private Fault notOpened(
      Caller caller, ConsoleServer server, Seen seen, String what, VncProxyException e) {
    boolean quota = new ProxyAttempts(e.attempts()).areAllAtTheirLimit();
    Level level = quota ? Level.DEBUG : Level.WARNING;
    LOG.log(level, "no console of {0}: {1}", server.instance(), reason(e));
    Fault fault = ConsoleFaults.notOpened(e, caller, seen.node(), proxies.names());
    if (quota) { // who is at it may ask as often as they like: that is no news of the server
      return fault;
    }
    String why = what + ": " + reason(e);
    return ConsoleFaults.after(
        () -> servers.record(server, caller, Rule.CONSOLE_REFUSED, why), fault);
  }

  /** A page that does not go to the gateway shows nothing, and tells no operator. */
  private void requireReachable(Caller caller, Ajar ajar, @Nullable URI shownBy) {
    ConsoleDoor<Key> door = ajar.door();
    if (shownBy == null) {
      return;
    }
    String unfit = GatewayCheck.unfit(door.gateway(), shownBy, page);
    if (unfit != null) {
      Attempt refusal = new Attempt(door.proxy(), true, unfit + revoked(door));
      VncProxyException none = new VncProxyException(List.of(refusal));
      throw notOpened(caller, ajar.server(), ajar.before(), door.key().name(), none);
    }
  }

  private void requireUnchanged(Caller caller, Ajar ajar) {
    String changed;
    try {
      changed = ConsoleVerdict.changed(ajar.before(), look.at(ajar.server()));
    } catch (RapiException e) {
      String why = "its cluster did not answer again: " + reason(e);
      throw ConsoleFaults.after(() -> withdraw(caller, ajar, why), ConsoleFaults.clusterSilent(e));
    } catch (RuntimeException e) { // a defect must not leave it open
      String why = "it was not looked at again: " + LogText.of(e.toString());
      throw ConsoleFaults.after(() -> withdraw(caller, ajar, why), e);
    }
    if (changed != null) {
      throw ConsoleFaults.after(() -> withdraw(caller, ajar, changed), ConsoleFaults.changed());
    }
  }

  /** The secret is told to nobody, so the door closes by itself; the gateway's at once. */
  private void withdraw(Caller caller, Ajar ajar, String why) {
    String detail = ajar.where(settings) + ": " + why + revoked(ajar.door());
    warn(ajar, detail);
    servers.record(ajar.server(), caller, Rule.CONSOLE_WITHDRAWN, detail);
  }

  private static void warn(Ajar ajar, String why) {
    LOG.log(Level.WARNING, "console of {0} withdrawn: {1}", ajar.server().instance(), why);
  }

  /** What became of the gateway's session, for the record; empty where there is none. */
  private String revoked(ConsoleDoor<Key> door) {
    GatewayGrant grant = door.key().grant();
    if (grant == null || door.gateway() == null) {
      return "";
    }
    try {
      proxies.revoke(door.proxy(), grant.session());
      return "; revoked";
    } catch (VncProxyException e) {
      return "; not revoked, its token was told to nobody: " + reason(e);
    } catch (RuntimeException e) { // the connector broke: that it was withdrawn is on record
      return "; not revoked, its token was told to nobody: " + LogText.of(e.toString());
    }
  }

  /** First it is on record, then it is told; what is not on record nobody has. */
  private OpenedConsole told(Caller caller, Ajar ajar) {
    ConsoleDoor<Key> door = ajar.door();
    try {
      servers.record(ajar.server(), caller, Rule.CONSOLE_OPENED, ajar.where(settings));
    } catch (RuntimeException e) {
      throw ConsoleFaults.after(
          () -> warn(ajar, ajar.where(settings) + ": it is not on record" + revoked(door)), e);
    }
    return new OpenedConsole(
        ajar.key().kind(), ajar.host(settings), door.port(), ajar.key().secret(), door.gateway());
  }

  private static String reason(Exception e) {
    return LogText.of(e.getMessage());
  }
}
