package tollgate.benchmarks.launch;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tollgate.benchmarks.backend.PostgresChoice;
import tollgate.probe.environment.Redaction;

/**
 * The command line, split into what is ours and what is JMH's.
 *
 * @param postgres what followed {@code --postgres}
 * @param jmh everything else, in order and untouched
 */
record Arguments(Optional<String> postgres, List<String> jmh) {
  private static final String POSTGRES = "--postgres";

  static final String HELP =
      """

      Tollgate adds to JMH's options:
        --postgres embedded            PostgreSQL from the binaries in this jar (default).
        --postgres jdbc:postgresql://HOST:PORT/DATABASE[?user=...]
                                       A server that runs already. Only its schema 'tollgate' is
                                       touched, which is created, and dropped at the end.
        --postgres container[:IMAGE]   A container through Testcontainers (default image: %s).

      Environment:
        TOLLGATE_POSTGRES_URL          As --postgres, and not visible to other users of the machine.
        TOLLGATE_POSTGRES_USER, TOLLGATE_POSTGRES_PASSWORD
                                       For a URL that names none.
        TOLLGATE_POSTGRES_IMAGE        For '--postgres container'.
        TOLLGATE_PLATFORM_URL          An agent platform that runs already, http://HOST:PORT, which
                                       scenarios load instead of the one that is started; it
                                       keeps its data in the PostgreSQL database of this run.
        TOLLGATE_REDIS_URL             A Redis server that runs already,
                                       redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE]; only keys
                                       that begin with 'tollgate:' are written, and deleted at the
                                       end. Or 'installed', the redis-server or valkey-server on the
                                       PATH, or 'embedded', the one in this jar. Left out:
                                       the installed one where there is one, else the embedded one.

      With -rf or -rff, the environment of the run is written beside the result file: results.json
      has results.env.json. Ctrl-C keeps what was measured.
      Exit codes: 0 measured, 1 as JMH's (failed benchmark with -foe true, bad JMH option),
      2 bad use of Tollgate's options or a backend that cannot start or died, 130 Ctrl-C.
      """
          .formatted(PostgresChoice.DEFAULT_IMAGE);

  Arguments {
    jmh = List.copyOf(jmh);
  }

  /**
   * Takes our options out.
   *
   * @throws UsageException when {@code --postgres} has no value or is given twice
   */
  static Arguments parse(List<String> arguments) throws UsageException {
    Optional<String> postgres = Optional.empty();
    List<String> jmh = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      boolean joined = argument.startsWith(POSTGRES + "=");
      if (!joined && !argument.equals(POSTGRES)) {
        jmh.add(argument);
        continue;
      }
      if (postgres.isPresent()) {
        throw new UsageException("--postgres is given twice");
      }
      if (!joined && ++i == arguments.size()) {
        throw new UsageException(
            "--postgres needs a value: embedded, container[:IMAGE] or jdbc:postgresql://...");
      }
      postgres = Optional.of(joined ? argument.substring(POSTGRES.length() + 1) : arguments.get(i));
    }
    return new Arguments(postgres, jmh);
  }

  /**
   * JMH records JVM arguments and parameters in its result file and puts them on the forks' command
   * lines, so a password must not come that way.
   *
   * @throws UsageException when an argument of JMH's or of this JVM holds one
   */
  void refusePasswords() throws UsageException {
    List<String> recorded = new ArrayList<>(jmh);
    recorded.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    if (recorded.stream().anyMatch(Redaction::holdsJdbcPassword)) {
      throw new UsageException(
          "a JVM argument or parameter holds a JDBC URL with a password, which JMH would store in"
              + " its result file: use the environment variable "
              + PostgresChoice.URL_VARIABLE);
    }
  }
}
