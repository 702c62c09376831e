package tollgate.benchmarks.backend;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The file through which one invocation tells its forks where the backends are, or {@code Serve}
 * tells several invocations.
 *
 * <p>A file, readable by its owner alone, because the other ways leak: command lines are visible to
 * every user of the machine, and JMH records the JVM arguments in its result file.
 *
 * @param postgres where PostgreSQL listens, if it was started
 * @param hub where the hub listens, if it was started
 * @param platform where the agent platform answers, if one is needed
 * @param redis where Redis listens, if it is needed
 * @param facts what must be known about the servers, one entry per server
 * @param pids processes that serve: these, and their descendants
 * @param missing servers that are needed and could not be started, each with the reason in one line
 */
public record Rendezvous(
    Optional<PostgresAddress> postgres,
    Optional<HubAddress> hub,
    Optional<PlatformAddress> platform,
    Optional<RedisAddress> redis,
    List<BackendFacts> facts,
    List<Long> pids,
    Map<Need, String> missing) {

  /** System property that names the file. */
  public static final String PROPERTY = "tollgate.rendezvous";

  /**
   * Environment variable that names a file to {@code Main}. No property: JMH hands those of its own
   * JVM to the forks and records them.
   */
  public static final String VARIABLE = "TOLLGATE_RENDEZVOUS";

  private static final String MISSING = "missing.";

  /** Copies the lists. */
  public Rendezvous {
    facts = List.copyOf(facts);
    pids = List.copyOf(pids);
    missing = Map.copyOf(missing);
  }

  /** Addresses alone. */
  public Rendezvous(Optional<PostgresAddress> postgres, Optional<HubAddress> hub) {
    this(postgres, hub, Optional.empty(), Optional.empty(), List.of(), List.of(), Map.of());
  }

  /**
   * Whether all of these servers can be reached.
   *
   * @param needs may be empty
   */
  public boolean offers(Set<Need> needs) {
    return (postgres.isPresent() || !needs.contains(Need.POSTGRES))
        && (hub.isPresent() || !needs.contains(Need.HUB))
        && (platform.isPresent() || !needs.contains(Need.PLATFORM))
        && (redis.isPresent() || !needs.contains(Need.REDIS));
  }

  /**
   * A name for the file, which nobody can guess and which does not exist.
   *
   * @return in the directory for temporary files
   */
  public static Path newPath() {
    return Path.of(
        System.getProperty("java.io.tmpdir"), "tollgate-" + UUID.randomUUID() + ".rendezvous");
  }

  /**
   * Creates the file, readable by its owner alone from the first moment.
   *
   * @param file a path at which there is no file
   * @throws IOException when it cannot be created, or exists
   */
  public void write(Path file) throws IOException {
    Properties properties = new Properties();
    postgres.ifPresent(
        address -> {
          properties.setProperty("postgres.url", address.url());
          properties.setProperty("postgres.user", address.user());
          properties.setProperty("postgres.password", address.password());
        });
    hub.ifPresent(address -> properties.setProperty("hub.port", Integer.toString(address.port())));
    platform.ifPresent(address -> properties.setProperty("platform", address.base()));
    redis.ifPresent(
        address -> {
          properties.setProperty("redis.host", address.host());
          properties.setProperty("redis.port", Integer.toString(address.port()));
          properties.setProperty("redis.user", address.user());
          properties.setProperty("redis.password", address.password());
          properties.setProperty("redis.database", Integer.toString(address.database()));
        });
    properties.setProperty(
        "pids", pids.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    missing.forEach((need, why) -> properties.setProperty(MISSING + need, why));
    for (int i = 0; i < facts.size(); i++) {
      BackendFacts each = facts.get(i);
      String prefix = "facts." + i + ".";
      properties.setProperty(prefix + "name", each.name());
      properties.setProperty(prefix + "kind", each.kind());
      properties.setProperty(prefix + "version", each.version());
      each.settings()
          .forEach((name, value) -> properties.setProperty(prefix + "setting." + name, value));
    }
    FileAttribute<?>[] ownerOnly =
        Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, ownerOnly);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param file the file
   * @return the addresses it holds
   * @throws IOException when it cannot be read
   */
  public static Rendezvous read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return new Rendezvous(
        Optional.ofNullable(properties.getProperty("postgres.url"))
            .map(
                url ->
                    new PostgresAddress(
                        url,
                        properties.getProperty("postgres.user", ""),
                        properties.getProperty("postgres.password", ""))),
        Optional.ofNullable(properties.getProperty("hub.port"))
            .map(port -> new HubAddress(Integer.parseInt(port))),
        Optional.ofNullable(properties.getProperty("platform")).map(PlatformAddress::new),
        Optional.ofNullable(properties.getProperty("redis.host"))
            .map(
                host ->
                    new RedisAddress(
                        host,
                        Integer.parseInt(properties.getProperty("redis.port", "0")),
                        properties.getProperty("redis.user", ""),
                        properties.getProperty("redis.password", ""),
                        Integer.parseInt(properties.getProperty("redis.database", "0")))),
        facts(properties),
        Stream.of(properties.getProperty("pids", "").split(" "))
            .filter(pid -> !pid.isEmpty())
            .map(Long::valueOf)
            .toList(),
        missing(properties));
  }

  private static Map<Need, String> missing(Properties properties) {
    Map<Need, String> missing = new EnumMap<>(Need.class);
    for (Need need : Need.values()) {
      String why = properties.getProperty(MISSING + need);
      if (why != null) {
        missing.put(need, why);
      }
    }
    return missing;
  }

  private static List<BackendFacts> facts(Properties properties) {
    List<BackendFacts> facts = new ArrayList<>();
    String prefix = "facts.0.";
    while (properties.containsKey(prefix + "name")) {
      String setting = prefix + "setting.";
      TreeMap<String, String> settings = new TreeMap<>();
      for (String name : properties.stringPropertyNames()) {
        if (name.startsWith(setting)) {
          settings.put(name.substring(setting.length()), properties.getProperty(name, ""));
        }
      }
      facts.add(
          new BackendFacts(
              properties.getProperty(prefix + "name", ""),
              properties.getProperty(prefix + "kind", ""),
              properties.getProperty(prefix + "version", ""),
              settings));
      prefix = "facts." + facts.size() + ".";
    }
    return facts;
  }
}
