package io.synnefo.ear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.synnefo.wire.mail.MailCodec;
import io.synnefo.wire.mail.MailKeys;
import io.synnefo.wire.mail.MailMessage;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * From a message to a mail server, through the real EAR, broker and mail session of the server. The
 * mail server is where the server's settings say, in the process of this test.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MailIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PERSISTENT = 2;
  private static final int PORT = Integer.getInteger("synnefo.it.smtp", 0);
  private final String run = "it" + System.nanoTime();
  private Connection connection;
  private Channel channel;

  @Deployment
  static EnterpriseArchive ear() {
    return SynnefoEar.with(ProbeHandler.class)
        .addAsLibrary(
            ShrinkWrap.create(JavaArchive.class, "templates.jar")
                .addAsResource(
                    new StringAsset("Subject: Own of {who}\n\n{who} has a template.\n"),
                    "io/synnefo/mail/templates/own.txt"));
  }

  @BeforeEach
  void connect() throws Exception {
    Properties broker = new Properties();
    try (InputStream in =
        Files.newInputStream(Path.of(System.getProperty("synnefo.it.rabbitmq"), "env"))) {
      broker.load(in);
    }
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(value(broker, "AMQP_URIS"));
    factory.setUsername(value(broker, "AMQP_APP_USER"));
    factory.setPassword(Files.readString(Path.of(value(broker, "AMQP_APP_PASSWORD_FILE"))).strip());
    connection = factory.newConnection();
    channel = connection.createChannel();
    channel.confirmSelect();
    await().atMost(PATIENCE).until(() -> channel.consumerCount("email") > 0);
  }

  @AfterEach
  void disconnect() {
    connection.abort(2000);
  }

  @Test
  void aMailThatIsAskedForManyTimesArrivesOnce() throws Exception {
    GreenMail server = mailServer();
    try {
      for (int i = 0; i < 5; i++) {
        publish(new MailMessage(run, "test", "ada@example.org", Map.of("cloud", "Ωmega")));
      }
      publish(new MailMessage(run + ".own", "own", "eve@example.org", Map.of("who", "Eve")));
      await().atMost(PATIENCE).until(() -> server.getReceivedMessages().length >= 2);
      // once all are handled, nothing more can come but what was taken twice
      await().atMost(PATIENCE).until(() -> channel.messageCount("email") == 0);
      publish(new MailMessage(run + ".last", "test", "eve@example.org", Map.of("cloud", "last")));
      await().atMost(PATIENCE).until(() -> subjects(server).contains("Test mail of last"));
      assertEquals(
          List.of("Own of Eve", "Test mail of last", "Test mail of Ωmega"), subjects(server));
      MimeMessage own = server.getReceivedMessagesForDomain("eve@example.org")[0];
      assertEquals("cloud@mail.example.org", own.getFrom()[0].toString());
    } finally {
      server.stop();
    }
  }

  @Test
  void aMailServerThatIsAwayGetsTheMailWhenItIsBack() throws Exception {
    try (ServerSocket closed = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress())) {
      closed.setSoTimeout((int) PATIENCE.toMillis());
      publish(new MailMessage(run, "test", "ada@example.org", Map.of("cloud", "later")));
      try (Socket client = closed.accept()) {
        client.getOutputStream().write("421 closed for today\r\n".getBytes(UTF_8));
      }
    }
    GreenMail server = mailServer();
    try {
      await().atMost(PATIENCE).until(() -> server.getReceivedMessages().length > 0);
      assertEquals(List.of("Test mail of later"), subjects(server));
      assertEquals(
          "<" + run + "@mail.example.org>", server.getReceivedMessages()[0].getMessageID());
    } finally {
      server.stop();
    }
  }

  @Test
  void aMailOfAnUnknownTemplateIsADeadLetterWithItsReason() throws Exception {
    publish(new MailMessage(run, "nonsense", "ada@example.org", Map.of()));
    GetResponse dead =
        await()
            .atMost(PATIENCE)
            .until(() -> channel.basicGet("email-dl", true), letter -> letter != null);
    assertEquals(run, dead.getProps().getMessageId());
    assertEquals(
        "there is no template 'nonsense'",
        String.valueOf(dead.getProps().getHeaders().get("x-synnefo-reason")));
  }

  private void publish(MailMessage mail) throws Exception {
    AMQP.BasicProperties properties =
        new AMQP.BasicProperties.Builder().deliveryMode(PERSISTENT).messageId(mail.id()).build();
    channel.basicPublish(
        MailKeys.EXCHANGE,
        MailKeys.of("snf", mail.template()),
        true,
        properties,
        MailCodec.encode(mail));
    channel.waitForConfirmsOrDie(10_000);
  }

  private static GreenMail mailServer() {
    GreenMail server = new GreenMail(new ServerSetup(PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    return server;
  }

  private static List<String> subjects(GreenMail server) throws MessagingException {
    List<String> subjects = new ArrayList<>();
    for (MimeMessage mail : server.getReceivedMessages()) {
      subjects.add(mail.getSubject());
    }
    subjects.sort(null);
    return subjects;
  }

  private static String value(Properties properties, String name) throws IOException {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IOException("no " + name + " in the broker's env");
    }
    return value.replaceAll("^'|'$", "");
  }
}
