package io.synnefo.server;

import io.synnefo.backend.BackendFixtures;
import io.synnefo.backend.Backends;
import io.synnefo.backend.RapiClients;
import io.synnefo.flavor.Flavor;
import io.synnefo.flavor.FlavorFixtures;
import io.synnefo.image.ImageFixtures;
import io.synnefo.image.ImageView;
import io.synnefo.kernel.Caller;
import io.synnefo.reconcile.SettleFixture;
import io.synnefo.schema.TestDatabase;
import io.synnefo.settings.GuestSettings;
import io.synnefo.settings.InstanceSettings;
import io.synnefo.settings.RapiSettings;
import io.synnefo.settings.SubmitSettings;
import io.synnefo.wire.ganeti.InstanceEvent;
import io.synnefo.wire.ganeti.JobStatus;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The use cases on a real database and a {@link StubGaneti}, wired as the container would: a
 * persistence context for each transaction, a transaction around each method that says so.
 */
@SuppressWarnings("UnnecessaryAssignment") // here is the framework
final class Cloud {
  static final UUID IMAGE = UUID.fromString("5e4d8f6c-0c5e-4a34-a4f9-3d7ad6d7c111");
  private static final String USER = "0123456789abcdef0123456789abcdef";

  final MovableClock clock = new MovableClock();
  private final MovableClock databaseTime = new MovableClock();
  final StubGaneti ganeti = new StubGaneti(clock);
  final FiredEvents<ServerDue> due = new FiredEvents<>();
  final FiredEvents<EventApplied> applied = new FiredEvents<>();
  final SubmitSettings patience = new SubmitSettings(Duration.ofSeconds(60));
  final ServerViews views;
  final CreateServer createServer = new CreateServer();
  final StartServer startServer = new StartServer();
  final StopServer stopServer = new StopServer();
  final DestroyServer destroyServer = new DestroyServer();
  final DueServers dueServers;
  final JobSubmission submission;
  final ApplyInstanceEvent applyInstanceEvent;
  final Backends backends;
  private final RapiClients clients = BackendFixtures.clients(ganeti);
  private final SettleFixture settle;
  private final Transactions transactions;
  private final EntityManager em;
  private final DatabaseClock databaseClock =
      new DatabaseClock() {
        @Override
        Instant now() {
          return databaseTime.instant();
        }
      };
  private final Servers servers = new Servers();
  private final ServerHistory history = new ServerHistory();
  private final InstanceNames names = new InstanceNames();

  Cloud(TestDatabase database) {
    this.transactions = new Transactions(database);
    this.em = transactions.shared();
    this.servers.em = em;
    this.history.em = em;
    this.history.clock = clock;
    this.names.settings = new InstanceSettings("snf");
    this.backends = BackendFixtures.backends(em, clock);
    this.dueServers = dueServers();
    this.submission = submission();
    this.applyInstanceEvent = applyInstanceEvent();
    this.views = views();
    this.settle =
        new SettleFixture(dueServers, backends, clients, submission, applyInstanceEvent, clock);
    wireActions();
    empty();
    seed();
  }

  static Caller caller(String project, String request, String... roles) {
    return new Caller(USER, project.repeat(32).substring(0, 32), Set.of(roles), request);
  }

  static Caller someone() {
    return caller("a", "req-" + UUID.randomUUID(), "member");
  }

  /** The server of that name is accepted. */
  UUID create(String name) {
    return create(someone(), name);
  }

  UUID create(Caller caller, String name) {
    CreateServer.Command command =
        new CreateServer.Command(name, "1", IMAGE, Map.of("colour", "red"), null);
    return createServer.create(caller, command).id();
  }

  /** The server of that name runs. */
  UUID running(String name) {
    UUID id = create(name);
    happens(ganeti.lastJob(), JobStatus.SUCCESS);
    return id;
  }

  /** The job takes that step and its event is delivered. */
  void happens(long jobId, JobStatus status) {
    deliver(ganeti.step(jobId, status));
  }

  void deliver(InstanceEvent event) {
    applyInstanceEvent.apply(event);
  }

  /** Time passes, in the database and out of it. */
  void pass(Duration time) {
    clock.pass(time);
    databaseTime.pass(time);
  }

  /** What the real clock says in a session of that time zone. */
  Instant databaseNow(String zone) {
    DatabaseClock real = new DatabaseClock();
    real.em = em;
    return tx(
        () -> {
          em.createNativeQuery("SET TIME ZONE '" + zone + "'").executeUpdate();
          return real.now();
        });
  }

  ServerStory explain(String reference) {
    ExplainServer wired = new ExplainServer();
    wired.names = names;
    wired.stories = new ServerStories();
    wired.stories.em = em;
    return tx(() -> wired.explain(reference));
  }

  ServerView show(UUID id) {
    return views.get(someone(), id);
  }

  /**
   * What is on record, one line a step: rule, change of state, whether request and job are known.
   */
  List<String> historyOf(long serverId) {
    List<?> rows =
        tx(
            () ->
                em.createNativeQuery(
                        "SELECT rule, from_state, to_state, request_id, job_id"
                            + " FROM server_history WHERE server_id = ?1 ORDER BY id")
                    .setParameter(1, serverId)
                    .getResultList());
    return rows.stream().map(row -> line((Object[]) row)).toList();
  }

  private static String line(Object[] row) {
    String change = row[1].equals(row[2]) ? "" : " " + row[1] + ">" + row[2];
    return row[0] + change + (row[3] == null ? "" : " req") + (row[4] == null ? "" : " job");
  }

  long count(String table) {
    Object count =
        tx(() -> em.createNativeQuery("SELECT COUNT(*) FROM " + table).getSingleResult());
    return ((Number) count).longValue();
  }

  <T extends @Nullable Object> T tx(Supplier<T> work) {
    return transactions.run(work);
  }

  private void txVoid(Runnable work) {
    tx(
        () -> {
          work.run();
          return work;
        });
  }

  private void empty() {
    for (String table : List.of("server_metadata", "server", "server_history", "inbox")) {
      tx(() -> em.createNativeQuery("DELETE FROM " + table).executeUpdate());
    }
  }

  private void seed() {
    if (tx(() -> backends.list()).isEmpty()) {
      tx(
          () -> {
            backends.put(BackendFixtures.backend("one"));
            FlavorFixtures.put(em, new Flavor("1", "small", 1, 128, 1));
            FlavorFixtures.put(em, new Flavor("0", "tiny", 1, 64, 0));
            ImageFixtures.add(em, image());
            return em;
          });
    }
  }

  private ImageView image() {
    return new ImageView(
        IMAGE,
        "debian",
        "snf-image+default",
        Map.of("img_id", "debian", "img_format", "diskdump"),
        new ImageView.Needs(1, 64),
        new ImageView.Format("raw", "bare", 1),
        clock.instant(),
        clock.instant());
  }

  private DueServers dueServers() {
    DueServers wired =
        new DueServers() {
          @Override
          public List<Waiting> due(int most) {
            return tx(() -> super.due(most));
          }

          @Override
          public Optional<DueServer> claim(long serverId) {
            return tx(() -> super.claim(serverId));
          }

          @Override
          public void observed(DueServer claimed, Presence presence, Rule why) {
            txVoid(() -> super.observed(claimed, presence, why));
          }

          @Override
          public Optional<String> removesOrphan(DueServer claimed) {
            return tx(() -> super.removesOrphan(claimed));
          }

          @Override
          public void lost(DueServer claimed) {
            txVoid(() -> super.lost(claimed));
          }
        };
    wired.servers = servers;
    wired.history = history;
    wired.names = names;
    wired.settings = patience;
    wired.clock = databaseClock;
    wired.due = due;
    return wired;
  }

  private JobSubmission submission() {
    JobSubmission wired =
        new JobSubmission() {
          @Override
          public void record(long serverId, String requestId, long jobId) {
            txVoid(() -> super.record(serverId, requestId, jobId));
          }

          @Override
          void notSubmitted(Asked asked, String why) {
            txVoid(() -> super.notSubmitted(asked, why));
          }

          @Override
          public void unknown(long serverId, String requestId, String why) {
            txVoid(() -> super.unknown(serverId, requestId, why));
          }

          @Override
          public void over(long serverId, long jobId, JobStatus status) {
            txVoid(() -> super.over(serverId, jobId, status));
          }
        };
    wired.servers = servers;
    wired.history = history;
    wired.settings = patience;
    wired.clock = databaseClock;
    wired.due = due;
    return wired;
  }

  private ApplyInstanceEvent applyInstanceEvent() {
    ApplyInstanceEvent wired =
        new ApplyInstanceEvent() {
          @Override
          public void apply(InstanceEvent event) {
            txVoid(() -> super.apply(event));
          }
        };
    Inbox inbox = new Inbox();
    inbox.em = em;
    inbox.clock = clock;
    wired.names = names;
    wired.inbox = inbox;
    wired.servers = servers;
    wired.history = history;
    wired.settings = patience;
    wired.clock = clock;
    wired.databaseClock = databaseClock;
    wired.due = due;
    wired.applied = applied;
    return wired;
  }

  private ServerViews views() {
    ServerViews wired =
        new ServerViews() {
          @Override
          public List<ServerView> list(Caller caller, ServerQuery query) {
            return tx(() -> super.list(caller, query));
          }

          @Override
          public ServerView get(Caller caller, UUID id) {
            return tx(() -> super.get(caller, id));
          }
        };
    wired.em = em;
    return wired;
  }

  /** Everything that is due, now, is looked at. */
  void sweep() {
    settle.sweep();
  }

  /** What was fired is looked at: what happens after a commit. */
  void followUp() {
    due.take().forEach(server -> settle.settle(server.serverId()));
  }

  private void wireActions() {
    SubmitJob submitJob = new SubmitJob();
    submitJob.clients = clients;
    submitJob.submission = submission;
    ActOnServer actOnServer = new ActOnServer();
    actOnServer.admission = new Admission();
    actOnServer.admission.settings = new RapiSettings(Duration.ofSeconds(1), 4, 8);
    actOnServer.beginTask = beginTask();
    actOnServer.submitJob = submitJob;
    startServer.actOnServer = actOnServer;
    stopServer.actOnServer = actOnServer;
    stopServer.settings = new GuestSettings(Duration.ofSeconds(60));
    destroyServer.actOnServer = actOnServer;
    createServer.admission = actOnServer.admission;
    createServer.registerServer = registerServer();
    createServer.submitJob = submitJob;
  }

  private BeginTask beginTask() {
    BeginTask wired =
        new BeginTask() {
          @Override
          Optional<Asked> begin(Caller caller, UUID uuid, ServerAction action) {
            return tx(() -> super.begin(caller, uuid, action));
          }
        };
    wired.servers = servers;
    wired.history = history;
    wired.backends = backends;
    wired.names = names;
    wired.settings = patience;
    wired.clock = databaseClock;
    return wired;
  }

  private RegisterServer registerServer() {
    RegisterServer wired =
        new RegisterServer() {
          @Override
          Registered register(Caller caller, CreateServer.Command command) {
            return tx(() -> super.register(caller, command));
          }
        };
    wired.flavors = FlavorFixtures.flavors(em);
    wired.images = ImageFixtures.images(em);
    wired.backends = backends;
    wired.servers = servers;
    wired.history = history;
    wired.names = names;
    wired.settings = patience;
    wired.clock = databaseClock;
    return wired;
  }
}
