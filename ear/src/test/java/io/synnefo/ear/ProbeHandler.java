package io.synnefo.ear;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * An operator's own handler, in a library of the EAR: writes each message into table {@code probe}
 * within the transaction of its delivery and then does what the message says: {@code ok}, {@code
 * throw}, {@code rollback}, {@code refuse}, {@code mended} (refused the first time), {@code outage
 * N} or {@code wait} (until all may go on).
 */
@Named("probe")
@ApplicationScoped
public class ProbeHandler implements MessageListener {
  /** Deliveries by message text, rolled back ones included. */
  public static final ConcurrentHashMap<String, AtomicInteger> DELIVERIES =
      new ConcurrentHashMap<>();

  private static final CountDownLatch GO_ON = new CountDownLatch(1);
  private static final AtomicInteger WAITING = new AtomicInteger();

  /** Messages that wait in their transactions. */
  public static int waiting() {
    return WAITING.get();
  }

  /** Whatever says {@code wait} goes on, now and for good. */
  public static void goOn() {
    GO_ON.countDown();
  }

  /** Deliveries of that text so far. */
  public static int deliveries(String text) {
    AtomicInteger count = DELIVERIES.get(text);
    return count == null ? 0 : count.get();
  }

  @Override
  public void onMessage(Message message) {
    String text = text(message);
    int delivery = DELIVERIES.computeIfAbsent(text, key -> new AtomicInteger()).incrementAndGet();
    write(text);
    String[] words = text.split(" ", -1);
    switch (words[0]) {
      case "throw" -> throw new IllegalStateException("told to throw");
      case "rollback" ->
          ((TransactionSynchronizationRegistry)
                  lookup("java:comp/TransactionSynchronizationRegistry"))
              .setRollbackOnly();
      case "refuse" -> throw new MessageRefusedException("told to refuse");
      case "mended" -> {
        if (delivery == 1) {
          throw new MessageRefusedException("its handler was wrong");
        }
      }
      case "outage" -> {
        if (delivery <= Integer.parseInt(words[1])) {
          throw new EJBException(new SQLTransientConnectionException("told to fail"));
        }
      }
      case "wait" -> awaitOthers();
      default -> {
        // ok
      }
    }
  }

  private static void awaitOthers() {
    WAITING.incrementAndGet();
    try {
      if (!GO_ON.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody said go on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      WAITING.decrementAndGet();
    }
  }

  private void write(String text) {
    DataSource dataSource = (DataSource) lookup("java:jboss/datasources/SynnefoDS");
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO probe (text) VALUES (?)")) {
      insert.setString(1, text);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new EJBException(e);
    }
  }

  @SuppressWarnings("BanJNDI") // constant names of this server, no input of anybody
  private static Object lookup(String name) {
    try {
      return new InitialContext().lookup(name);
    } catch (NamingException e) {
      throw new EJBException(e);
    }
  }

  private static String text(Message message) {
    try {
      BytesMessage bytes = (BytesMessage) message;
      byte[] body = new byte[(int) bytes.getBodyLength()];
      bytes.readBytes(body);
      return new String(body, StandardCharsets.UTF_8);
    } catch (JMSException e) {
      throw new EJBException(e);
    }
  }

  /** The adapter knows a refusal by this simple name. */
  static final class MessageRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MessageRefusedException(String reason) {
      super(reason);
    }
  }
}
