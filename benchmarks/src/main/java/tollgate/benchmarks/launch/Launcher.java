package tollgate.benchmarks.launch;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.ProfilersFailedException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.VerboseMode;
import tollgate.benchmarks.backend.BackendException;
import tollgate.benchmarks.backend.PostgresChoice;

/**
 * The command line from its arguments to its exit code. Whatever JMH's own main class answers, this
 * answers in the same words and with the same code, with one exception: a benchmark that failed is
 * never a success, whether or not {@code -foe} was given.
 */
public final class Launcher {
  private Launcher() {}

  /**
   * Does what the arguments ask for.
   *
   * @param args the command line
   * @param environment the environment variables
   * @return the exit code
   */
  public static int launch(String[] args, Map<String, String> environment) {
    try {
      Arguments arguments = Arguments.parse(Arrays.asList(args));
      CommandLineOptions jmh = new CommandLineOptions(arguments.jmh().toArray(new String[0]));
      if (answered(jmh)) {
        return Exit.OK;
      }
      arguments.refusePasswords();
      PostgresChoice choice = choice(arguments.postgres().orElse(null), environment);
      Options selected = Selection.usual(jmh);
      Parameters.check(selected);
      LiveLine live = LiveLine.install(environment);
      return run(Invocation.prepare(selected, choice, List.of(args), live), jmh);
    } catch (CommandLineOptionException e) {
      System.err.println("Error parsing command line:");
      System.err.println(" " + e.getMessage());
      return Exit.JMH;
    } catch (UsageException | BackendException e) {
      Messages.error(String.valueOf(e.getMessage()));
      return Exit.USAGE;
    } catch (IOException e) {
      Messages.error("cannot print: " + e.getMessage());
      return Exit.USAGE;
    }
  }

  private static PostgresChoice choice(@Nullable String option, Map<String, String> environment)
      throws UsageException {
    try {
      return PostgresChoice.parse(option, environment);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Help and lists, which need no backend; true when one was asked for. */
  private static boolean answered(CommandLineOptions jmh) throws IOException {
    if (jmh.shouldHelp()) {
      jmh.showHelp();
      System.out.print(Arguments.HELP);
    } else if (jmh.shouldList()) {
      new Runner(jmh).list();
    } else if (jmh.shouldListWithParams()) {
      new Runner(jmh).listWithParams(jmh);
    } else if (jmh.shouldListProfilers()) {
      jmh.listProfilers();
    } else if (jmh.shouldListResultFormats()) {
      jmh.listResultFormats();
    } else {
      return false;
    }
    return true;
  }

  private static int run(Invocation invocation, CommandLineOptions jmh) {
    try {
      invocation.run();
      if (invocation.failed().isEmpty()) {
        return Exit.OK;
      }
      List<String> lines = failed(invocation.failed());
      lines.subList(0, lines.size() - 1).forEach(Messages::error);
      Messages.error(lines.get(lines.size() - 1) + "; what the others measured is kept");
    } catch (NoBenchmarksException e) {
      System.err.println("No matching benchmarks. Miss-spelled regexp?");
      if (jmh.verbosity().orElse(Defaults.VERBOSITY) != VerboseMode.EXTRA) {
        System.err.println(
            "Use " + VerboseMode.EXTRA + " verbose mode to debug the pattern matching.");
        Selection.scenariosIfMeant(jmh).ifPresent(Messages::error);
      } else {
        new Runner(jmh).list();
      }
    } catch (ProfilersFailedException e) {
      printMessages(e);
    } catch (RunnerException e) {
      if (invocation.failed().isEmpty()) {
        Messages.error(oneLine(e));
      }
      failed(invocation.failed()).forEach(Messages::error);
    }
    return invocation.lacksBackend() ? Exit.USAGE : Exit.JMH;
  }

  private static List<String> failed(Map<String, String> reasons) {
    return reasons.entrySet().stream()
        .map(
            each ->
                each.getKey()
                    + " failed: "
                    + (each.getValue().isEmpty() ? "the reason is above" : each.getValue()))
        .toList();
  }

  /** JMH has printed the trace of a failing benchmark already, where it happened. */
  private static String oneLine(RunnerException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = String.valueOf(cause.getMessage()).replaceFirst("^ERROR: ", "");
    return message.lines().findFirst().orElse(cause.getClass().getSimpleName());
  }

  private static void printMessages(ProfilersFailedException failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      System.err.println(cause.getMessage());
      for (Throwable suppressed : cause.getSuppressed()) {
        System.err.println(suppressed.getMessage());
      }
    }
  }
}
