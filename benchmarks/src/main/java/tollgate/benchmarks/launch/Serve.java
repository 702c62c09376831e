package tollgate.benchmarks.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import tollgate.benchmarks.backend.BackendException;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.PostgresChoice;
import tollgate.benchmarks.backend.Rendezvous;
import tollgate.benchmarks.backend.RunningBackends;

/**
 * Starts backends for others to use, prints where they listen, and stops them when its standard
 * input ends: {@code java -cp benchmarks.jar tollgate.benchmarks.launch.Serve postgres hub}.
 *
 * <p>Prints one line each, {@code postgres JDBC-URL USER} and {@code hub PORT}, then {@code
 * rendezvous FILE}: forks started with {@code -Dtollgate.rendezvous=FILE} use these servers.
 */
public final class Serve {
  private Serve() {}

  /**
   * Serves until standard input ends.
   *
   * @param args the backends' names
   */
  public static void main(String[] args) throws IOException {
    Set<Need> needs = EnumSet.noneOf(Need.class);
    try (RunningBackends backends = new RunningBackends(Messages::progress, Messages::error)) {
      for (String name : args) {
        needs.add(Need.valueOf(name.toUpperCase(Locale.ROOT)));
      }
      Runtime.getRuntime().addShutdownHook(new Thread(backends::close, "tollgate-stop"));
      backends.start(needs, PostgresChoice.parse(null, System.getenv()));
      backends
          .addresses()
          .postgres()
          .ifPresent(at -> System.out.println("postgres " + at.url() + " " + at.user()));
      backends.addresses().hub().ifPresent(at -> System.out.println("hub " + at.port()));
      Path rendezvous = Rendezvous.newPath();
      rendezvous.toFile().deleteOnExit();
      backends.publish(rendezvous);
      System.out.println("rendezvous " + rendezvous);
      System.out.flush();
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IllegalArgumentException | BackendException e) {
      Messages.error(String.valueOf(e.getMessage()));
      System.exit(Exit.USAGE);
    }
  }
}
