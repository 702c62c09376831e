package tollgate.benchmarks.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import tollgate.benchmarks.backend.BackendException;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.PostgresChoice;
import tollgate.benchmarks.backend.Rendezvous;
import tollgate.benchmarks.backend.RunningBackends;

/**
 * Starts backends for others to use, prints where they listen, and stops them when its standard
 * input ends: {@code java -cp benchmarks.jar tollgate.benchmarks.launch.Serve postgres hub}, or,
 * for whatever some benchmarks need, {@code Serve for=REGEX for=REGEX}.
 *
 * <p>Prints one line each, {@code postgres JDBC-URL USER}, {@code hub PORT}, {@code platform URL}
 * and {@code redis HOST PORT}, then {@code rendezvous FILE}: forks started with {@code
 * -Dtollgate.rendezvous=FILE}, and {@code Main} with {@code TOLLGATE_RENDEZVOUS=FILE} in its
 * environment, use these servers. It ends when one of them dies.
 */
public final class Serve {
  private static final String FOR = "for=";

  private Serve() {}

  /**
   * Serves until standard input ends.
   *
   * @param args the backends' names, or {@code for=} and a regular expression on benchmark names
   */
  public static void main(String[] args) throws IOException {
    try (RunningBackends backends = new RunningBackends(Messages::progress, Serve::end)) {
      Set<Need> needs = needs(List.of(args));
      PostgresChoice choice = PostgresChoice.parse(null, System.getenv());
      if (choice instanceof PostgresChoice.External && args[0].startsWith(FOR)) {
        throw new IllegalArgumentException(
            "a PostgreSQL server that is not ours has one schema for all: it cannot be shared");
      }
      Runtime.getRuntime().addShutdownHook(new Thread(backends::close, "tollgate-stop"));
      backends.start(needs, Set.of(), choice);
      backends
          .addresses()
          .postgres()
          .ifPresent(at -> System.out.println("postgres " + at.url() + " " + at.user()));
      backends.addresses().hub().ifPresent(at -> System.out.println("hub " + at.port()));
      backends.addresses().platform().ifPresent(at -> System.out.println("platform " + at.base()));
      backends
          .addresses()
          .redis()
          .ifPresent(at -> System.out.println("redis " + at.host() + " " + at.port()));
      Path rendezvous = Rendezvous.newPath();
      rendezvous.toFile().deleteOnExit();
      backends.publish(rendezvous);
      System.out.println("rendezvous " + rendezvous);
      System.out.flush();
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IllegalArgumentException | BackendException | UsageException e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  private static Set<Need> needs(List<String> args) throws UsageException {
    Set<Need> needs = EnumSet.noneOf(Need.class);
    ChainedOptionsBuilder benchmarks = new OptionsBuilder();
    for (String arg : args) {
      if (arg.startsWith(FOR)) {
        benchmarks.include(arg.substring(FOR.length()));
      } else {
        needs.add(Need.valueOf(arg.toUpperCase(Locale.ROOT)));
      }
    }
    if (args.stream().anyMatch(arg -> arg.startsWith(FOR))) {
      needs.addAll(Selection.needs(benchmarks.build()));
    }
    return needs;
  }

  /** Bad use, or a server died: whoever is served must not wait for it. */
  private static void end(String why) {
    Messages.error(why);
    System.exit(Exit.USAGE);
  }
}
