package tollgate.benchmarks.backend;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The servers of one invocation, from start to stop. */
public final class RunningBackends implements AutoCloseable {
  /** Tests that check no figure set it to 0. */
  private static final Duration HUB_WARM_UP =
      Duration.ofMillis(Long.getLong("tollgate.hub.warmUpMillis", 5_000));

  private static final Duration PLATFORM_WARM_UP =
      Duration.ofMillis(Long.getLong("tollgate.platform.warmUpMillis", 5_000));

  private final Consumer<String> onDeath;
  private final Consumer<String> progress;
  private final List<BackendFacts> facts = new ArrayList<>();
  private @Nullable Reaper reaper;
  private @Nullable WatchedPostgres postgres;
  private @Nullable HubProcess hub;
  private @Nullable PlatformProcess platform;
  private @Nullable PlatformAddress foreignPlatform;
  private @Nullable RedisServer redis;
  private final Map<Need, String> missing = new EnumMap<>(Need.class);
  private boolean closed;

  /**
   * Nothing runs yet.
   *
   * @param progress takes one line per server that has been started
   * @param onDeath takes one line naming a server that died before {@link #close}; called on a
   *     thread of its own
   */
  public RunningBackends(Consumer<String> progress, Consumer<String> onDeath) {
    this.progress = progress;
    this.onDeath = onDeath;
  }

  /**
   * Starts what is needed.
   *
   * @param needs the servers to start
   * @param dispensable those of them that not every benchmark needs: when Redis is one and cannot
   *     be started, {@link #missing} says why, and the others are started all the same
   * @param choice which PostgreSQL server, if one is needed
   * @throws BackendException when one cannot be started, or {@link #close} was called meanwhile;
   *     those already started are stopped first
   */
  public void start(Set<Need> needs, Set<Need> dispensable, PostgresChoice choice) {
    if (needs.isEmpty()) {
      return;
    }
    try {
      startReaper();
      if (needs.contains(Need.POSTGRES) || needs.contains(Need.PLATFORM)) {
        startPostgres(choice);
      }
      if (needs.contains(Need.HUB)) {
        startHub();
      }
      if (needs.contains(Need.PLATFORM)) {
        startPlatform(Objects.requireNonNull(postgres).address());
      }
      if (needs.contains(Need.REDIS)) {
        startRedis(dispensable.contains(Need.REDIS));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private synchronized void startReaper() {
    requireOpen();
    reaper = Reaper.start();
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw new BackendException("the run ended before its backends had started");
    }
  }

  private synchronized void startPostgres(PostgresChoice choice) {
    requireOpen();
    long startNanos = System.nanoTime();
    WatchedPostgres started =
        WatchedPostgres.open(choice, Objects.requireNonNull(reaper), progress, onDeath);
    postgres = started;
    BackendFacts read = started.watch();
    facts.add(read);
    progress.accept(
        "PostgreSQL " + read.version() + " (" + read.kind() + ") ready" + seconds(startNanos));
  }

  private void startHub() {
    long startNanos = System.nanoTime();
    HubAddress address = launchHub().address();
    try {
      HubWarmUp.run(address, HUB_WARM_UP);
    } catch (BackendException e) {
      requireOpen();
      throw e;
    }
    progress.accept("hub ready on port " + address.port() + seconds(startNanos));
  }

  private synchronized HubProcess launchHub() {
    requireOpen();
    HubProcess started = HubProcess.start(why -> onDeath.accept("the hub died: " + why));
    hub = started;
    facts.add(started.facts());
    return started;
  }

  /**
   * Starts the reference platform over a database that runs already, or makes sure that the one
   * named in the environment answers.
   *
   * @param database what the reference platform keeps its data in
   * @throws BackendException when there is none that answers
   */
  void startPlatform(PostgresAddress database) {
    String given = System.getenv().getOrDefault(PlatformAddress.VARIABLE, "");
    long startNanos = System.nanoTime();
    if (!given.isEmpty()) {
      foreignPlatform = ExternalPlatform.open(given);
      facts.add(new BackendFacts("platform", "external", "", Map.of()));
      progress.accept("platform at " + given + " answers");
      return;
    }
    PlatformAddress address = launchPlatform(database).address();
    try {
      PlatformWarmUp.run(address, database, PLATFORM_WARM_UP);
    } catch (BackendException e) {
      requireOpen();
      throw e;
    }
    progress.accept("platform ready on port " + address.port() + seconds(startNanos));
  }

  private synchronized PlatformProcess launchPlatform(PostgresAddress database) {
    requireOpen();
    PlatformProcess started =
        PlatformProcess.start(database, why -> onDeath.accept("the platform died: " + why));
    platform = started;
    facts.add(started.facts());
    return started;
  }

  private synchronized void startRedis(boolean dispensable) {
    requireOpen();
    try {
      startRedis();
    } catch (BackendException e) {
      if (!dispensable) {
        throw e;
      }
      missing.put(Need.REDIS, Lines.of(e));
    }
  }

  private void startRedis() {
    long startNanos = System.nanoTime();
    RedisServer started =
        RedisServer.open(
            RedisChoice.parse(System.getenv()), Objects.requireNonNull(reaper), onDeath);
    redis = started;
    BackendFacts read = started.facts();
    facts.add(read);
    progress.accept(
        "Redis " + read.version() + " (" + read.kind() + ") ready" + seconds(startNanos));
  }

  private static String seconds(long startNanos) {
    return String.format(" after %.1f s", (System.nanoTime() - startNanos) / 1e9);
  }

  /**
   * Writes where the servers listen, for the forks of this invocation.
   *
   * @param file a path at which there is no file; what is written there does not outlive this JVM
   * @throws IOException when it cannot be written
   */
  public synchronized void publish(Path file) throws IOException {
    if (reaper != null) {
      reaper.watchFile(file);
    }
    addresses().write(file);
  }

  /**
   * Where the servers listen, and what must be known about them.
   *
   * @return one address per server started
   */
  public synchronized Rendezvous addresses() {
    return new Rendezvous(
        Optional.ofNullable(postgres).map(WatchedPostgres::address),
        Optional.ofNullable(hub).map(HubProcess::address),
        Optional.ofNullable(foreignPlatform)
            .or(() -> Optional.ofNullable(platform).map(PlatformProcess::address)),
        Optional.ofNullable(redis).map(RedisServer::address),
        facts,
        Stream.concat(Stream.of(ProcessHandle.current().pid()), ownPids().stream()).toList(),
        missing);
  }

  /**
   * Servers that could not be started, and were dispensable.
   *
   * @return each with the reason, one line
   */
  public synchronized Map<Need, String> missing() {
    return Map.copyOf(missing);
  }

  /**
   * What must be known about the servers.
   *
   * @return one entry per server started
   */
  public synchronized List<BackendFacts> facts() {
    return List.copyOf(facts);
  }

  /**
   * Servers that we started as processes which are no descendants of this JVM.
   *
   * @return their process ids
   */
  public synchronized List<Long> ownPids() {
    return postgres == null ? List.of() : postgres.pid().stream().boxed().toList();
  }

  /** Kills every child of this JVM that is not a backend: the forks of a run that is broken off. */
  public void killForks() {
    Set<Long> ours = new HashSet<>();
    synchronized (this) {
      if (reaper != null) {
        ours.add(reaper.pid());
      }
      if (hub != null) {
        ours.add(hub.pid());
      }
      if (platform != null) {
        ours.add(platform.pid());
      }
      if (redis != null) {
        ours.add(redis.pid());
      }
    }
    Forks.kill(ours);
  }

  /** Stops what was started; what was only used is left without our schema. Can be repeated. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (postgres != null) {
      postgres.unwatch();
    }
    if (hub != null) {
      hub.close();
    }
    if (platform != null) {
      platform.close();
    }
    if (redis != null) {
      redis.close();
    }
    try {
      if (postgres != null) {
        postgres.close();
      }
    } finally {
      if (reaper != null) {
        reaper.close();
      }
    }
  }
}
