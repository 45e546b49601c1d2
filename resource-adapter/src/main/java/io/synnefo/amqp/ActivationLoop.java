package io.synnefo.amqp;

import io.synnefo.wire.queue.ConsumerMXBean;
import jakarta.jms.JMSException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkManager;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the bean supplied from one queue, or the queue alone if nobody handles it: waits for the
 * application, connects, watches, and starts over with growing pauses when the broker is lost.
 * Nothing it meets ends it but {@link #stop}.
 */
final class ActivationLoop implements Work {
  private static final System.Logger LOG = System.getLogger(ActivationLoop.class.getName());
  private static final Duration CHECK_EVERY = Duration.ofSeconds(5);
  private static final Duration READY_EVERY = Duration.ofMillis(200);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectName APPLICATION = named("io.synnefo:type=Application");

  private final BootstrapContext context;
  private final BrokerSettings settings;
  private final MessageEndpointFactory factory;
  private final QueueSpec queue;
  private final Directory directory;
  private final ConsumerFigures figures;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private volatile @Nullable BrokerLink link;
  private final ObjectName name;
  private boolean shown;

  /** Who knows the application's data source. */
  interface Directory {
    DataSource dataSource() throws NamingException;
  }

  ActivationLoop(
      BootstrapContext context,
      BrokerSettings settings,
      MessageEndpointFactory factory,
      QueueSpec queue,
      Directory directory) {
    this.context = context;
    this.settings = settings;
    this.factory = factory;
    this.queue = queue;
    this.directory = directory;
    this.figures = new ConsumerFigures(queue.sessions(), System::nanoTime);
    this.name = named(ConsumerMXBean.NAME + queue.name());
  }

  void start() throws ResourceException {
    context.getWorkManager().startWork(this, WorkManager.INDEFINITE, null, null);
  }

  /** Takes no more messages from now on. */
  void tellToStop() {
    stopped.countDown();
    BrokerLink current = link;
    if (current != null) {
      current.lose("the application stops");
    }
  }

  /** No message is being taken when this returns; what was not committed is back in the queue. */
  void stop() {
    tellToStop();
    try {
      if (!ended.await(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "{0}: a bean is still busy", queue.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void release() {
    stopped.countDown();
  }

  @Override
  public void run() {
    try {
      awaitApplication();
      supply();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      hide();
      ended.countDown();
    }
  }

  /** The bean's schema is ready and its start-up done when this bean is there (ADR 004). */
  private void awaitApplication() throws InterruptedException {
    show();
    while (!isStopped(READY_EVERY) && !beans.isRegistered(APPLICATION)) {
      LOG.log(System.Logger.Level.TRACE, "{0}: waiting for the application", queue.name());
    }
  }

  private void supply() throws InterruptedException {
    Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));
    while (!isStopped(Duration.ZERO)) {
      show();
      String why = connectAndWatch(backoff);
      if (!isStopped(Duration.ZERO)) {
        // the same reason again is no news
        boolean news = !why.equals(figures.getState());
        System.Logger.Level level = news ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG;
        LOG.log(level, "{0}: {1}; trying again", queue.name(), why);
        figures.disconnected(why);
      }
      isStopped(backoff.next());
    }
  }

  private String connectAndWatch(Backoff backoff) throws InterruptedException {
    AttemptLedger ledger;
    try {
      ledger = new AttemptLedger(directory.dataSource());
    } catch (NamingException e) {
      return "no data source: " + e.getMessage();
    }
    if (queue.isHandled() && !ledger.answers()) {
      // the broker would count the return of what is taken now: it ends our session after a while
      return "the database does not answer, and nothing is taken until it does";
    }
    try (BrokerLink opened = new BrokerLink(settings, queue)) {
      link = opened;
      opened.consume(Collections.nCopies(queue.sessions(), slot(ledger)));
      backoff.reset();
      figures.connected(
          queue.isHandled() ? "connected" : "kept: nobody handles it", opened::liveSessions);
      LOG.log(
          System.Logger.Level.INFO, "{0}: {1} consumers connected", queue.name(), queue.sessions());
      while (!isStopped(Duration.ZERO) && !opened.awaitLoss(CHECK_EVERY)) {
        opened.check();
        show();
      }
      return opened.lossReason();
    } catch (JMSException | IOException | TimeoutException | RuntimeException e) {
      return LinkFailure.describe(e, settings);
    } finally {
      link = null;
    }
  }

  private boolean isStopped(Duration within) throws InterruptedException {
    return stopped.await(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  private MessageConsumerSlot slot(AttemptLedger ledger) {
    return new MessageConsumerSlot(
        new BeanCall(factory, context.getTransactionSynchronizationRegistry()),
        ledger,
        queue,
        figures);
  }

  /**
   * The loop of the deployment before may not have ended: its figures go first, ours come later.
   */
  private void show() {
    try {
      if (!shown) {
        beans.registerMBean(figures, name);
        shown = true;
      }
    } catch (JMException e) {
      LOG.log(System.Logger.Level.DEBUG, queue.name() + ": its figures are not shown yet", e);
    }
  }

  private void hide() {
    try {
      if (shown) {
        beans.unregisterMBean(name);
      }
    } catch (JMException e) {
      LOG.log(System.Logger.Level.DEBUG, "unregistering", e);
    }
  }

  private static ObjectName named(String name) {
    try {
      return ObjectName.getInstance(name);
    } catch (JMException e) {
      throw new IllegalArgumentException(name, e);
    }
  }
}
