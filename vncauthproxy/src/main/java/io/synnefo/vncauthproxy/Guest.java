package io.synnefo.vncauthproxy;

import io.synnefo.wire.vnc.ConsoleToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One who came to the gateway, up to where his token opens a console or does not. Used by his
 * loop's thread alone, but for {@link #stop} and {@link #makeRoom}. Neither his request nor what he
 * says is ever logged.
 */
final class Guest implements Actor {
  private static final System.Logger LOG = System.getLogger(Guest.class.getName());
  private static final int MESSAGE = GatewayVisit.PREFIX.length() + GatewayVisit.TOKEN;

  private final Loop loop;
  private final Stream stream;
  private final Gateway gateway;
  private final Runnable gone;
  private final ByteBuffer message = ByteBuffer.allocate(MESSAGE + 1);
  private @Nullable Upgrade upgrade;
  private @Nullable GatewayVisit visit;
  private @Nullable WebSocketStream framed;
  private Loop.@Nullable Alarm alarm;
  private @Nullable Farewell farewell;
  private boolean over;

  Guest(Loop loop, Stream stream, Gateway gateway, Runnable gone) {
    this.loop = loop;
    this.stream = stream;
    this.gateway = gateway;
    this.gone = gone;
  }

  void start() {
    upgrade = new Upgrade(loop, stream, this::judge, gateway.patience, this::decided);
    upgrade.act();
  }

  private UpgradeRequest.Answer judge(String head) {
    visit = GatewayVisit.of(head, gateway.rules());
    return visit.answer();
  }

  private void decided(@Nullable WebSocketStream opened) {
    GatewayVisit asked = visit;
    if (over || opened == null || asked == null) {
      leave();
      return;
    }
    framed = opened;
    if (asked.refused() != null) {
      refuse(asked.refused());
    } else if (asked.token() != null) {
      redeem(asked.token(), asked.server());
    } else {
      opened.allowTextFirst();
      opened.handTo(this);
      alarm = loop.after(gateway.patience, () -> refuse(CloseCode.MALFORMED));
      act();
    }
  }

  /** Hears the first message. */
  @Override
  public void act() {
    WebSocketStream from = framed;
    if (over || from == null) {
      return;
    }
    try {
      int count;
      do {
        count = from.read(message);
      } while (count > 0 && message.hasRemaining());
      if (from.messages() > 0 || !message.hasRemaining()) {
        heard(new String(message.array(), 0, message.position(), StandardCharsets.ISO_8859_1));
      } else if (count < 0) {
        refuse(CloseCode.MALFORMED);
      } else {
        from.want(true, !from.flush());
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a viewer left before its token: " + e);
      abandon();
    }
  }

  private void heard(String text) {
    String token = GatewayVisit.ofMessage(text);
    if (token == null) {
      refuse(CloseCode.MALFORMED);
    } else {
      redeem(token, visit == null ? null : visit.server());
    }
  }

  private void redeem(String token, @Nullable String server) {
    Sessions.Found<Console> found = gateway.sessions.redeem(new ConsoleToken(token).hash(), server);
    Console console = found.console();
    WebSocketStream opened = framed;
    if (console == null || opened == null) {
      refuse(found.refused() == null ? CloseCode.UNKNOWN : found.refused());
      return;
    }
    leave();
    console.welcome(loop, opened);
  }

  private void refuse(CloseCode why) {
    WebSocketStream opened = framed;
    if (over || opened == null) {
      abandon();
      return;
    }
    gateway.countRefused(why);
    LOG.log(
        System.Logger.Level.DEBUG, "a viewer at " + opened.peer() + " was refused: " + why.label());
    if (alarm != null) {
      alarm.cancel();
    }
    farewell = Farewell.to(loop, opened, why.end(), this::leave);
  }

  /** He is no guest any more. */
  private void leave() {
    if (!over) {
      over = true;
      if (alarm != null) {
        alarm.cancel();
      }
      gateway.left(this);
      gone.run();
    }
  }

  /**
   * He is told why where he can be, and is gone; who is being told something already has his time
   * for it. For any thread.
   */
  void stop(CloseCode why) {
    loop.execute(
        () -> {
          if (farewell == null && (upgrade == null || !upgrade.isLeaving())) {
            end(why);
          }
        });
  }

  /** He ends, for others to come, at once if he has been told why. For any thread. */
  void makeRoom() {
    loop.execute(() -> end(CloseCode.IDLE));
  }

  private void end(CloseCode why) {
    if (!over && framed != null && farewell == null) {
      refuse(why);
    } else {
      abandon();
    }
  }

  @Override
  public void abandon() {
    if (!over) {
      leave();
      if (farewell != null) {
        farewell.abandon();
      } else if (upgrade != null && framed == null) {
        upgrade.abandon();
      } else {
        stream.close();
      }
    }
  }
}
