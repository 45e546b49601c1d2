package io.synnefo.server;

import io.synnefo.backend.BackendFixtures;
import io.synnefo.backend.Backends;
import io.synnefo.backend.RapiClients;
import io.synnefo.kernel.Caller;
import io.synnefo.kernel.DatabaseClock;
import io.synnefo.kernel.DatabaseClocks;
import io.synnefo.kernel.EventOutcome;
import io.synnefo.kernel.Seal;
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
  private static final Seal SEAL = new Seal("secret", "cloud");
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
  final Transactions transactions;
  final EntityManager em;
  final DatabaseClock databaseClock = DatabaseClocks.that(databaseTime::instant);
  final Servers servers = new Servers();
  final ServerHistory history = new ServerHistory();
  final KeptCreations kept = new KeptCreations();
  final InstanceNames names = new InstanceNames();
  final CloudShapes shapes;

  Cloud(TestDatabase database) {
    this.transactions = new Transactions(database);
    this.em = transactions.shared();
    this.servers.em = em;
    this.history.em = em;
    this.history.clock = clock;
    this.kept.em = em;
    this.kept.passwords = name -> Optional.of("secret");
    this.kept.seals.put("secret", SEAL);
    this.names.settings = new InstanceSettings("snf");
    this.shapes = new CloudShapes(this, em);
    this.backends = BackendFixtures.backends(em, clock);
    this.dueServers = dueServers();
    this.submission = submission();
    this.applyInstanceEvent = applyInstanceEvent();
    this.views = views();
    wireShapes();
    this.settle =
        new SettleFixture(
            dueServers,
            backends,
            clients,
            submission,
            applyInstanceEvent,
            FirstTransactions.secondCreation(this),
            clock);
    wireActions();
    CloudSeed.sow(this, em, backends);
  }

  static Caller caller(String project, String request, String... roles) {
    return new Caller(USER, project.repeat(32).substring(0, 32), Set.of(roles), request);
  }

  /** Each backend's cluster was asked, and calls itself so. */
  void clustersTell(String uuid, String name) {
    tx(
        () ->
            em.createNativeQuery(
                    "INSERT INTO backend_facts (backend_id, due_at, cluster_uuid, cluster_name)"
                        + " SELECT id, TIMESTAMP '2100-01-01 00:00:00', ?1, ?2 FROM backend")
                .setParameter(1, uuid)
                .setParameter(2, name)
                .executeUpdate());
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

  /** The servers of such names are of that backend. */
  void moveTo(long backendId, String names) {
    String update = "UPDATE server SET backend_id = ?1 WHERE name LIKE ?2";
    tx(
        () ->
            em.createNativeQuery(update)
                .setParameter(1, backendId)
                .setParameter(2, names)
                .executeUpdate());
  }

  /** Time passes, in the database and out of it. */
  void pass(Duration time) {
    clock.pass(time);
    databaseTime.pass(time);
  }

  /** What the real clock says in a session of that time zone. */
  Instant databaseNow(String zone) {
    return tx(
        () -> {
          em.createNativeQuery("SET TIME ZONE '" + zone + "'").executeUpdate();
          return DatabaseClocks.of(em).now();
        });
  }

  ServerStory explain(String reference) {
    ExplainServer wired = new ExplainServer();
    wired.names = names;
    wired.stories = new ServerStories();
    wired.stories.em = em;
    wired.shapes = shapes.rows;
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

  /** The one row of that query about that server. */
  Object one(String query, long serverId) {
    return tx(() -> em.createNativeQuery(query).setParameter(1, serverId).getSingleResult());
  }

  long count(String table) {
    Object count =
        tx(() -> em.createNativeQuery("SELECT COUNT(*) FROM " + table).getSingleResult());
    return ((Number) count).longValue();
  }

  <T extends @Nullable Object> T tx(Supplier<T> work) {
    return transactions.run(work);
  }

  void txVoid(Runnable work) {
    tx(
        () -> {
          work.run();
          return work;
        });
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
    wired.kept = kept;
    wired.names = names;
    wired.settings = patience;
    wired.clock = databaseClock;
    wired.shapes = shapes.marks;
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
          public EventOutcome apply(InstanceEvent event) {
            return tx(() -> super.apply(event));
          }
        };
    Addressees addressees = new Addressees();
    addressees.names = names;
    addressees.servers = servers;
    addressees.clusters = BackendFixtures.knownClusters(em);
    Inbox inbox = new Inbox();
    inbox.em = em;
    inbox.clock = clock;
    wired.addressees = addressees;
    wired.inbox = inbox;
    wired.history = history;
    wired.kept = kept;
    wired.settings = patience;
    wired.clock = clock;
    wired.databaseClock = databaseClock;
    wired.shapes = shapes.marks;
    wired.due = due;
    wired.applied = applied;
    return wired;
  }

  private void wireShapes() {
    ServerShapes wired = shapes.take(backends, clients);
    wired.servers = servers;
    wired.history = history;
    wired.names = names;
    wired.clock = databaseClock;
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
    wired.shapes = shapes.rows;
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
    actOnServer.beginTask = FirstTransactions.beginTask(this);
    actOnServer.submitJob = submitJob;
    startServer.actOnServer = actOnServer;
    stopServer.actOnServer = actOnServer;
    stopServer.settings = new GuestSettings(Duration.ofSeconds(60));
    destroyServer.actOnServer = actOnServer;
    createServer.admission = actOnServer.admission;
    createServer.registerServer = FirstTransactions.registerServer(this);
    createServer.submitJob = submitJob;
  }
}
