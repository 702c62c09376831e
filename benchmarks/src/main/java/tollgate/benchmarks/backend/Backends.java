package tollgate.benchmarks.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What benchmark states call to reach the servers they need.
 *
 * <p>In a fork started by our {@code Main} the servers run already, and the file named by {@link
 * Rendezvous#PROPERTY} says where. In any other JVM (an IDE, {@code org.openjdk.jmh.Main}, another
 * runner) the first call starts the server, once per JVM, and the end of the JVM stops it.
 */
public final class Backends {
  private static final Map<Need, RunningBackends> OWN = new EnumMap<>(Need.class);
  private static @Nullable Rendezvous met;

  private Backends() {}

  /**
   * The PostgreSQL server of this invocation.
   *
   * @return where it listens; the same in every fork of one invocation
   * @throws BackendException when it cannot be started
   */
  public static PostgresAddress postgres() {
    return address(Need.POSTGRES, Rendezvous::postgres);
  }

  /**
   * The hub of this invocation.
   *
   * @return where it listens; the same in every fork of one invocation
   * @throws BackendException when it cannot be started
   */
  public static HubAddress hub() {
    return address(Need.HUB, Rendezvous::hub);
  }

  /**
   * The agent platform of this invocation.
   *
   * @return where it answers; the same in every fork of one invocation
   * @throws BackendException when it cannot be started
   */
  public static PlatformAddress platform() {
    return address(Need.PLATFORM, Rendezvous::platform);
  }

  /**
   * The Redis server of this invocation.
   *
   * @return where it listens; the same in every fork of one invocation
   * @throws BackendException when it cannot be started
   */
  public static RedisAddress redis() {
    return address(Need.REDIS, Rendezvous::redis);
  }

  private static synchronized <T> T address(Need need, Function<Rendezvous, Optional<T>> part) {
    String why = rendezvous().missing().get(need);
    if (why != null) {
      // Whoever started the others has tried.
      throw new BackendException(why);
    }
    return part.apply(rendezvous())
        .or(() -> part.apply(own(need).addresses()))
        .orElseThrow(() -> new BackendException(need + " was started without an address"));
  }

  private static Rendezvous rendezvous() {
    Rendezvous known = met;
    if (known != null) {
      return known;
    }
    String file = System.getProperty(Rendezvous.PROPERTY);
    try {
      Rendezvous read =
          // An invocation that needs no server writes no file; a benchmark that did not say what it
          // needs starts its own.
          file == null || !Files.exists(Path.of(file))
              ? new Rendezvous(Optional.empty(), Optional.empty())
              : Rendezvous.read(Path.of(file));
      met = read;
      return read;
    } catch (IOException e) {
      throw new BackendException(
          "the addresses of the backends cannot be read from " + file + ": " + Lines.of(e), e);
    }
  }

  private static RunningBackends own(Need need) {
    RunningBackends running = OWN.get(need);
    if (running == null) {
      running = new RunningBackends(Backends::say, Backends::say);
      if (need == Need.PLATFORM) {
        running.startPlatform(postgres());
      } else {
        running.start(Set.of(need), Set.of(), PostgresChoice.parse(null, System.getenv()));
      }
      OWN.put(need, running);
      Runtime.getRuntime().addShutdownHook(new Thread(running::close, "tollgate-stop-" + need));
    }
    return running;
  }

  private static void say(String line) {
    System.err.println("tollgate: " + line);
  }
}
