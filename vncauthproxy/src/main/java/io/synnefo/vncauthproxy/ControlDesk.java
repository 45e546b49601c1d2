package io.synnefo.vncauthproxy;

import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers the requests of one dialect. */
final class ControlDesk implements Answering {
  private static final System.Logger LOG = System.getLogger(ControlDesk.class.getName());

  /** One text for a wrong name and a wrong password: who guesses names learns nothing. */
  private static final String NOT_AUTHENTICATED =
      "vncauthproxy authentication failure: wrong password";

  /** Bytes of the largest request. */
  static final int MOST_BYTES = 16 << 10;

  private static final String BUSY = "Too many requests";
  private static final String DEFECT = "Internal error";

  private final Dialect dialect;
  private final House house;
  private final Supplier<Users> users;
  private final PasswordChecks checks;
  private volatile boolean closed;

  ControlDesk(Dialect dialect, House house, Supplier<Users> users, PasswordChecks checks) {
    this.dialect = dialect;
    this.house = house;
    this.users = users;
    this.checks = checks;
  }

  /** Nobody gets a console any more. */
  void close() {
    closed = true;
  }

  @Override
  public void answer(Loop loop, boolean complete, byte[] question, Reply reply) {
    house.tally.requests.increment();
    Asked request;
    try {
      if (!complete) {
        throw new BadRequestException(RequestReader.MALFORMED);
      }
      request = RequestReader.read(question, dialect);
    } catch (BadRequestException e) {
      refuse(reply, String.valueOf(e.getMessage()));
      return;
    }
    if (dialect == Dialect.SOCKET) {
      begin(loop, request, reply);
    } else {
      authenticate(loop, request, reply);
    }
  }

  private void authenticate(Loop loop, Asked request, Reply reply) {
    Users now = users.get();
    if (now.isKnown(request.user(), request.userPassword())) {
      begin(loop, request, reply);
      return;
    }
    boolean taken =
        checks.take(
            now, request, right -> loop.execute(() -> checked(loop, request, reply, right)));
    if (!taken) {
      refuse(reply, BUSY);
    }
  }

  private void checked(Loop loop, Asked request, Reply reply, boolean right) {
    if (!right) {
      refuse(reply, NOT_AUTHENTICATED);
      return;
    }
    try {
      begin(loop, request, reply);
    } catch (RuntimeException | OutOfMemoryError e) { // nothing else here would let go of him
      LOG.log(System.Logger.Level.ERROR, "a request is given up because of a defect", e);
      refuse(reply, DEFECT);
    }
  }

  private void begin(Loop loop, Asked asked, Reply reply) {
    if (asked instanceof ControlRequest request) {
      begin(loop, request, reply);
    } else if (asked instanceof Revocation revocation) {
      if (house.hasGateway()) {
        house
            .gateway()
            .sessions
            .named(revocation.session())
            .ifPresent(console -> console.finish(CloseCode.REVOKED));
      }
      reply.send(ControlReply.done(), () -> {});
    }
  }

  private void begin(Loop loop, ControlRequest request, Reply reply) {
    if (closed) {
      refuse(reply, "Server is shutting down");
    } else if (request.encrypted() && house.tls == null) {
      refuse(reply, request.type().word() + " not supported"); // no certificate is set
    } else if (request.grant() != null && !house.hasGateway()) {
      refuse(reply, "No gateway is configured");
    } else {
      String refused = house.begin(loop, request, answer(request, reply));
      if (!refused.isEmpty()) {
        refuse(reply, refused);
      }
    }
  }

  private Console.Answer answer(ControlRequest request, Reply reply) {
    return new Console.Answer() {
      @Override
      public void ok(int port, @Nullable URI gateway, Runnable lost) {
        boolean withAddress = dialect == Dialect.NETWORK || request.named();
        String address = house.settings.viewers().proxyAddress();
        reply.send(
            gateway == null
                ? ControlReply.ok(withAddress, port, address)
                : ControlReply.atGateway(port, address, gateway),
            lost);
      }

      @Override
      public void failed(String reason) {
        reply.send(ControlReply.failed(dialect, reason), () -> {});
      }
    };
  }

  private void refuse(Reply reply, String reason) {
    house.tally.refused.increment();
    reply.send(ControlReply.failed(dialect, reason), () -> {});
  }
}
