package io.synnefo.vncauthproxy;

import io.synnefo.program.Daemon;
import io.synnefo.program.Faults;
import io.synnefo.program.Readiness;
import io.synnefo.program.SettingsException;
import io.synnefo.program.UnixListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The proxy's parts: places where consoles are asked for, the consoles, the status. */
final class ProxyDaemon implements Daemon {
  private static final System.Logger LOG = System.getLogger(ProxyDaemon.class.getName());
  private static final int MOST_ASKING = 1024; // at once, at each place
  private static final int MOST_VIEWERS =
      2 * Gateway.MOST_GUESTS; // guests, and who had to go for others
  private static final int MOST_STATUS = 16;
  private static final Duration STATUS_PATIENCE = Duration.ofSeconds(5);
  private static final Duration LEAVE = Duration.ofSeconds(3);
  private static final Duration TELL = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final ProxySettings settings;
  private final SettingsSource source;
  private final String version;
  private final Instant started = Clock.systemUTC().instant();
  private final UserBook users;
  private final @Nullable TlsKeys tls;
  private final House house;
  private final Workers checkers = new Workers("check", 2, MOST_ASKING);
  private final PasswordChecks checks = new PasswordChecks(checkers);
  private final Loops loops;
  private final List<Reception> control = new ArrayList<>();
  private final List<ControlDesk> desks = new ArrayList<>();
  private final List<Reception> gateway = new ArrayList<>();
  private final List<Reception> status = new ArrayList<>();
  private final List<Path> sockets = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile String tlsFault = "";
  private volatile String settingsFault = "";
  private volatile boolean failed;

  /** Where the settings come from. */
  interface SettingsSource {
    /** As they are now. */
    ProxySettings read() throws SettingsException;
  }

  /**
   * Its places are its own, and nobody is received yet.
   *
   * @throws IOException when a file or a place cannot be used; the text names the setting
   */
  ProxyDaemon(SettingsSource source, String version) throws IOException, SettingsException {
    this.source = source;
    this.settings = source.read();
    this.version = version;
    this.users = new UserBook(settings.control().usersFile());
    if (settings.control().listen().isPresent()) {
      users.read();
    }
    Optional<ProxySettings.TlsFiles> files = settings.tls();
    this.tls = files.isEmpty() ? null : new TlsKeys(files.get().certificate(), files.get().key());
    this.house = new House(settings, tls);
    this.loops = Loops.start(house.consoles.buffers, this::defect);
    try {
      openControl();
      openGateway();
      openStatus();
    } catch (IOException e) {
      end();
      throw e;
    }
  }

  private void openControl() throws IOException {
    ProxySettings.Control places = settings.control();
    if (places.socket().isPresent()) {
      ServerSocketChannel server =
          unix("control-socket", places.socket().get(), UnixListener.For.GROUP);
      control.add(reception(server, Dialect.SOCKET, null));
    }
    if (places.listen().isPresent()) {
      ServerSocketChannel server = Sockets.tcp("control-listen", places.listen().get());
      control.add(reception(server, Dialect.NETWORK, places.tls() ? tls : null));
    }
  }

  private ServerSocketChannel unix(String setting, Path socket, UnixListener.For whom)
      throws IOException {
    ServerSocketChannel server = Sockets.unix(setting, socket, whom);
    sockets.add(socket);
    return server;
  }

  private Reception reception(ServerSocketChannel server, Dialect dialect, @Nullable TlsKeys keys)
      throws IOException {
    ControlDesk desk = new ControlDesk(dialect, house, users::users, checks);
    desks.add(desk);
    OneQuestion.Manner manner =
        new OneQuestion.Manner(
            RequestFraming::new, ControlDesk.MOST_BYTES, settings.control().patience(), desk);
    return new Reception(loops::next, server, Reception.Manner.of(manner, keys, MOST_ASKING));
  }

  private void openGateway() throws IOException {
    if (settings.gateway().isPresent()) {
      GatewayRules rules = settings.gateway().get();
      gateway.add(
          new Reception(
              loops::next,
              Sockets.tcp("gateway-listen", rules.listen()),
              new Reception.Manner(
                  house.gateway()::receive, rules.tls() ? tls : null, MOST_VIEWERS)));
    }
  }

  private void openStatus() throws IOException {
    StatusDesk desk = new StatusDesk(this::status, this::reload, checkers, house);
    ServerSocketChannel server =
        unix("status-socket", settings.statusSocket(), UnixListener.For.OWNER);
    status.add(statusReception(server, LineFraming.LINE, desk::word));
    if (settings.metricsListen().isPresent()) {
      InetSocketAddress address = settings.metricsListen().get();
      status.add(
          statusReception(Sockets.tcp("metrics-listen", address), LineFraming.HEAD, desk::http));
    }
  }

  private Reception statusReception(ServerSocketChannel server, String end, Answering desk)
      throws IOException {
    OneQuestion.Manner manner =
        new OneQuestion.Manner(
            () -> new LineFraming(end), StatusDesk.MOST_BYTES, STATUS_PATIENCE, desk);
    return new Reception(loops::next, server, Reception.Manner.of(manner, null, MOST_STATUS));
  }

  /** Runs until it is stopped (true) or a thread of it dies of a defect (false). */
  @Override
  public boolean run(Readiness readiness) throws InterruptedException {
    start();
    String told = status().line();
    readiness.ready(told);
    while (!ended.await(TELL.toMillis(), TimeUnit.MILLISECONDS)) {
      String now = status().line();
      if (!now.equals(told)) {
        readiness.status(now); // a process a change: not at each
        told = now;
      }
    }
    return !failed;
  }

  /** Everybody is received from now on. */
  void start() {
    control.forEach(Reception::start);
    gateway.forEach(Reception::start);
    status.forEach(Reception::start);
  }

  /**
   * Users, certificate, the gateway's rules and the limit of a project are those of the files now,
   * or, if they do not serve, those before. One at a time: who read first must not be the last to
   * put in force what he read.
   */
  synchronized void reload() {
    try {
      if (settings.control().listen().isPresent()) {
        users.read();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "not reloaded: " + Faults.text(e));
    }
    TlsKeys keys = tls;
    try {
      if (keys != null) {
        keys.reload();
      }
      tlsFault = "";
    } catch (IOException e) {
      tlsFault = "the certificate is that from before: " + Faults.text(e);
      LOG.log(System.Logger.Level.WARNING, "not reloaded: " + Faults.text(e));
    }
    reloadSettings();
  }

  private void reloadSettings() {
    try {
      house.reload(source.read());
      settingsFault = "";
    } catch (SettingsException e) {
      settingsFault = "the settings are those from before: " + Faults.text(e);
      LOG.log(System.Logger.Level.WARNING, "not reloaded: " + Faults.text(e));
    }
  }

  ProxyStatus status() {
    List<String> problems = new ArrayList<>();
    Stream.concat(
            Stream.of(users.fault(), tlsFault, settingsFault),
            Stream.of(control, gateway, status).flatMap(List::stream).map(Reception::fault))
        .filter(fault -> !fault.isEmpty())
        .forEach(problems::add);
    if (house.pool.free() == 0) {
      problems.add("no port is free");
    }
    if (house.consoles.isFull()) {
      problems.add("as many consoles as " + house.consoles.limit());
    }
    return new ProxyStatus(
        version,
        started,
        house.consoles.size(),
        house.consoles.most(),
        house.pool.free(),
        house.pool.size(),
        users.users().count(),
        ProxyStatus.Counts.of(house.tally),
        house.hasGateway()
            ? ProxyStatus.AtGateway.of(house.views(), house.gateway().refused())
            : null,
        problems);
  }

  /**
   * Nobody gets a console any more; those that there are go on for as long as is set; then the rest
   * ends, too, with a word to each viewer, and nothing of the proxy is left.
   */
  @Override
  public void stop() throws InterruptedException {
    desks.forEach(ControlDesk::close);
    control.forEach(Reception::close);
    await(settings.drain(), () -> house.consoles.isEmpty());
    gateway.forEach(Reception::close);
    house.all().forEach(console -> console.finish(CloseCode.STOPPING));
    if (house.hasGateway()) {
      house.gateway().stop();
    }
    await(LEAVE, this::isEmpty);
    end();
    ended.countDown();
  }

  /** Nobody is there, and nobody is owed his last words. */
  private boolean isEmpty() {
    boolean guests = house.hasGateway() && house.gateway().hasGuests();
    return house.consoles.isEmpty() && !guests && !loops.isLeaving();
  }

  private static void await(Duration most, BooleanSupplier done) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (!done.getAsBoolean() && System.nanoTime() - end < 0) {
      Thread.sleep(LOOK.toMillis());
    }
  }

  private void end() {
    gateway.forEach(Reception::close);
    status.forEach(Reception::close);
    try {
      loops.stop(LEAVE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // a loop that was stopped before its first turn never took them in, and their ports would stay
    List.of(control, gateway, status).forEach(some -> some.forEach(Reception::abandon));
    checkers.stop();
    house.names.stop();
    for (Path socket : sockets) {
      try {
        Files.deleteIfExists(socket);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "a socket stays: " + e);
      }
    }
  }

  private void defect(Thread dead, Throwable defect) {
    LOG.log(System.Logger.Level.ERROR, "the " + dead.getName() + " died of a defect", defect);
    failed = true;
    ended.countDown();
  }
}
