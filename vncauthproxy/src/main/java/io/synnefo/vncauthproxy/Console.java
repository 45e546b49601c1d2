package io.synnefo.vncauthproxy;

import io.synnefo.wire.vnc.GatewayGrant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One console, from the request to its end: the machine's server first, then the place for the
 * viewer (a port of its own, or the gateway), then the answer, then the viewer. The server comes
 * first because a port that is told before may by then be another machine's. Used by its loop's
 * thread alone, but for {@link #finish}, {@link #welcome} and {@link #view}.
 */
final class Console {
  private static final System.Logger LOG = System.getLogger(Console.class.getName());

  private final Loop loop;
  private final House house;
  private final ControlRequest request;
  private final Answer answer;
  private final String name;
  private @Nullable BackendDial dial;
  private @Nullable Stream backend;
  private @Nullable Door door;
  private int port; // that is ours; 0: none
  private @Nullable Stream viewer;
  private volatile @Nullable Relay relay;
  private volatile ConsoleView.State state = ConsoleView.State.ASKED;
  private volatile Instant since;
  private volatile String viewerAt = "";
  private Loop.@Nullable Alarm alarm;
  private boolean over;
  private CloseCode fate = CloseCode.GONE; // why it is over, once it is

  /** What is told to who asked; one of them, once. */
  interface Answer {
    /**
     * If he never gets to know, that is run.
     *
     * @param gateway null: the port is the console's own
     */
    void ok(int port, @Nullable URI gateway, Runnable lost);

    void failed(String reason);
  }

  Console(Loop loop, House house, ControlRequest request, long number, Answer answer) {
    this.loop = loop;
    this.house = house;
    this.request = request;
    this.answer = answer;
    this.name = "C" + number;
    this.since = house.now();
  }

  void start() {
    info("asked for a " + request);
    alarm = loop.after(house.settings.backends().patience().all(), () -> fail("Server not found"));
    house.names.find(loop, request.host(), this::found);
  }

  private void found(List<InetAddress> addresses) {
    if (over) {
      return;
    }
    cancelAlarm();
    if (addresses.isEmpty()) {
      fail("Server not found");
      return;
    }
    dial =
        new BackendDial(
            loop,
            addresses,
            request.port(),
            house.settings.backends().patience(),
            new BackendDial.Outcome() {
              @Override
              public void connected(Stream server) {
                backend = server;
                opened(server);
              }

              @Override
              public void failed(String why, String words) {
                fail(why, words.isEmpty() ? why : why + ": " + words);
              }
            });
    dial.start();
  }

  private void opened(Stream server) {
    dial = null;
    GatewayGrant grant = request.grant();
    if (grant == null) {
      openPort();
    } else {
      openGateway(house.gateway(), grant, server);
    }
  }

  private void openPort() {
    Doorways.Open open;
    try {
      open = house.doorways.open(request.sourcePort());
    } catch (BadRequestException e) {
      fail(String.valueOf(e.getMessage()));
      return;
    }
    port = open.port();
    try {
      door = new Door(loop, open.listening(), house.entrance(request), this::entered);
    } catch (IOException e) {
      close(open.listening());
      fail("No port can be opened");
      return;
    }
    alarm = loop.after(house.settings.viewers().connectTimeout(), this::nobodyCame);
    waits("waits at port " + port);
    answer.ok(port, null, this::lost);
  }

  private void openGateway(Gateway gateway, GatewayGrant grant, Stream server) {
    if (!gateway.sessions.open(grant, request.project(), this)) {
      fail("The token is another session's, or has been");
      return;
    }
    alarm =
        loop.after(
            grant.life(),
            () -> {
              if (gateway.sessions.retire(grant, this, CloseCode.EXPIRED)) {
                nobodyCame();
              } // else the viewer is on its way
            });
    new Watch(server, () -> end(CloseCode.GONE, "the server closed it, or spoke out of its turn"));
    waits("waits at the gateway");
    GatewayRules rules = gateway.rules();
    answer.ok(rules.listen().getPort(), rules.url(), this::lost);
  }

  private void waits(String where) {
    house.tally.opened.increment();
    becomes(ConsoleView.State.WAITING);
    info(where);
  }

  private void becomes(ConsoleView.State now) {
    state = now;
    since = house.now();
  }

  private void lost() {
    String how = "who asked for it never got the answer";
    Relay seen = relay;
    if (seen == null) {
      end(CloseCode.GONE, how);
    } else {
      seen.end(CloseCode.GONE, how);
    }
  }

  private void nobodyCame() {
    house.tally.nobodyCame.increment();
    end(CloseCode.EXPIRED, "nobody came");
  }

  /** A viewer whose token was this console's comes here from that loop. By that loop's thread. */
  void welcome(Loop from, Stream stream) {
    if (from == loop) {
      arrived(stream);
      return;
    }
    stream.leave();
    loop.execute(
        () -> {
          try {
            stream.join(loop);
          } catch (IOException e) {
            stream.close();
            end(CloseCode.GONE, "the viewer is gone");
            return;
          }
          arrived(stream);
        });
  }

  private void arrived(Stream stream) {
    Stream server = backend;
    if (over || server == null) { // it ended meanwhile
      house.gateway().countRefused(fate);
      Farewell.to(loop, stream, fate.end(), () -> {});
      return;
    }
    server.want(false, false);
    entered(stream);
  }

  private void entered(Stream stream) {
    if (over) {
      stream.close();
      return;
    }
    door = null;
    cancelAlarm();
    viewer = stream;
    viewerAt = stream.peer();
    becomes(ConsoleView.State.LIVE);
    alarm =
        loop.after(
            house.settings.viewers().handshakeTimeout(),
            () -> end(CloseCode.IDLE, "a mute viewer"));
    Handshake handshake =
        request.grant() == null
            ? new ViewerHandshake(request.password(), house.challenge())
            : new NoneHandshake();
    Greeting.Outcome outcome =
        new Greeting.Outcome() {
          @Override
          public void passed() {
            relay(stream);
          }

          @Override
          public void failed(String why) {
            turnAway(stream, why);
          }

          @Override
          public void broken(String how) {
            end(null, how);
          }
        };
    new Greeting(stream, handshake, outcome).act();
  }

  private void turnAway(Stream stream, String why) {
    house.tally.turnedAway.increment();
    viewer = null; // the farewell's
    boolean atPort = request.grant() == null;
    Farewell.to(loop, stream, atPort ? End.refused(why) : CloseCode.MALFORMED.end(why), () -> {});
    end(CloseCode.MALFORMED, "a viewer was turned away: " + why);
  }

  private void relay(Stream stream) {
    Stream server = backend;
    if (server == null) {
      throw new IllegalStateException("no server");
    }
    cancelAlarm();
    house.tally.entered.increment();
    info("is seen from " + viewerAt);
    Relay begun = new Relay(loop, stream, server, house.settings.viewers().limits(), this::ended);
    relay = begun;
    begun.start();
  }

  private void ended(@Nullable CloseCode why, String how) {
    Relay ended = relay;
    if (ended != null) {
      house.tally.bytes.add(ended.bytesIn() + ended.bytesOut());
    }
    end(why, how);
  }

  private void fail(String reason) {
    fail(reason, reason);
  }

  /**
   * At ports it is told in few words, as ever; in full in the log, and to who knows the gateway.
   */
  private void fail(String reason, String inFull) {
    if (!over) {
      house.tally.refused.increment();
      answer.failed(request.grant() == null ? reason : inFull);
      end(CloseCode.GONE, "failed: " + inFull);
    }
  }

  /** Nothing of it is left but, unless a connection is broken (null), a word to its viewer. */
  private void end(@Nullable CloseCode why, String how) {
    if (over) {
      return;
    }
    over = true;
    fate = why == null ? CloseCode.GONE : why;
    info("ended: " + how);
    cancelAlarm();
    if (door != null) {
      door.close();
    }
    if (dial != null) {
      dial.abandon();
    }
    giveBack(); // before the last words, for which there may be no memory
    leave(viewer, why == null ? null : told(why));
    leave(backend, why == null ? null : End.NORMAL);
    viewer = null;
    backend = null;
  }

  /** Its places are others' from now on; its port and its share of buffers once it has closed. */
  private void giveBack() {
    GatewayGrant grant = request.grant();
    if (grant != null) {
      house.gateway().sessions.retire(grant, this, fate);
    }
    house.ended(request);
    int lent = port;
    loop.afterClosing(
        () -> {
          if (lent != 0) {
            house.pool.giveBack(lent);
          }
          house.consoles.remove(this);
        });
  }

  private void leave(@Nullable Stream stream, @Nullable End word) {
    if (stream != null && word == null) {
      stream.close();
    } else if (stream != null && word != null) {
      Farewell.to(loop, stream, word, () -> {});
    }
  }

  /** At a port of its own a console ends as it always did. */
  private End told(CloseCode why) {
    if (request.grant() == null && why == CloseCode.ENDED) {
      return End.GONE;
    }
    return request.grant() == null && why == CloseCode.STOPPING ? End.STOPPING : why.end();
  }

  /** It ends, with a word to its viewer where there is one. For any thread. */
  void finish(CloseCode why) {
    loop.execute(
        () -> {
          String how = why.end().text();
          Relay seen = relay;
          if (seen != null) {
            seen.end(why, how);
          } else if (state == ConsoleView.State.ASKED) {
            fail(why == CloseCode.STOPPING ? "Server is shutting down" : how);
          } else {
            end(why, how);
          }
        });
  }

  String name() {
    return name;
  }

  /** As it is now. For any thread. */
  ConsoleView view() {
    Relay seen = relay;
    return new ConsoleView(
        name,
        request.type().word(),
        request.grant(),
        request.project(),
        request.target(),
        viewerAt,
        since,
        state,
        seen == null ? 0 : seen.bytesIn(),
        seen == null ? 0 : seen.bytesOut());
  }

  private void cancelAlarm() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  private static void close(ServerSocketChannel listening) {
    try {
      listening.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a port did not close well: " + e);
    }
  }

  private void info(String what) {
    LOG.log(System.Logger.Level.INFO, "[{0}] {1}", name, what);
  }
}
