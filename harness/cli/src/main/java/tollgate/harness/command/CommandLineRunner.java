package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import tollgate.harness.model.InputException;

/** Turns arguments into an exit code: every way a command can end passes here. */
public final class CommandLineRunner {

  /** Nothing to complain about. */
  static final int PASS = 0;

  /** Bad usage or bad input. */
  static final int BAD_INPUT = 2;

  /** A fault of Tollgate's own: never mistaken for a regression. */
  static final int INTERNAL_ERROR = 70;

  private static final int LONGEST_LINE = 1000;

  private CommandLineRunner() {}

  /** Every command, in the order of the help. A new one is one line here. */
  private static List<Object> commands(Console console) {
    return List.of(
        new RunCommand(console),
        new CompareCommand(console),
        new CalibrateCommand(console),
        new GateCommand(console),
        new ScalingCommand(console),
        new TrendCommand(console),
        BaselineCommand.withSubcommands(console),
        new AbCommand(console),
        new ProfileCommand(console),
        new ReportCommand(console));
  }

  /** Runs the command that {@code args} name and says how it ended; never throws, never exits. */
  public static int run(Console console, String... args) {
    int code = execute(console, args);
    console.err().flush();
    console.out().flush();
    if (console.out().checkError() && code != INTERNAL_ERROR) {
      console.note("tollgate: cannot write to standard output: the result above is not complete");
      return BAD_INPUT;
    }
    return code;
  }

  private static int execute(Console console, String... args) {
    try {
      CommandLine root = root(console);
      root.setOut(console.out())
          .setErr(console.err())
          .setColorScheme(
              CommandLine.Help.defaultColorScheme(
                  console.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
          .setUsageHelpWidth(console.width().orElse(100))
          .setParameterExceptionHandler((exception, given) -> badUsage(console, exception))
          .setExecutionExceptionHandler((exception, command, result) -> failed(console, exception));
      return root.execute(args);
    } catch (RuntimeException | Error e) {
      return crashed(console, e);
    }
  }

  /** The commands alone, without what happens when they end. */
  static CommandLine root(Console console) {
    CommandLine root = new CommandLine(new RootCommand(console));
    commands(console).forEach(root::addSubcommand);
    return root.setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static int badUsage(Console console, ParameterException exception) {
    CommandLine command = exception.getCommandLine();
    complain(
        console,
        exception.getMessage() + " (try: " + command.getCommandSpec().qualifiedName() + " --help)");
    return BAD_INPUT;
  }

  private static int failed(Console console, Exception exception) {
    if (exception instanceof InputException) {
      complain(console, exception.getMessage());
      return BAD_INPUT;
    }
    if (exception instanceof FileSystemException file) {
      complain(console, Failures.describe(file));
      return BAD_INPUT;
    }
    if (exception instanceof InterruptedException) {
      complain(console, "interrupted");
      return BAD_INPUT;
    }
    return crashed(console, exception);
  }

  /** A stack trace helps nobody on a screen and us in a file. */
  private static int crashed(Console console, Throwable fault) {
    // An interrupted thread cannot write a file, and the details would be lost.
    boolean interrupted = Thread.interrupted();
    String where;
    try {
      Path details = Files.createTempFile("tollgate-fault-", ".txt");
      Files.writeString(details, Failures.stackTrace(fault));
      where = "details: " + details;
    } catch (IOException e) {
      where = "details could not be written: " + e.getClass().getSimpleName();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    complain(console, "internal error, " + fault.getClass().getSimpleName() + "; " + where);
    return INTERNAL_ERROR;
  }

  private static void complain(Console console, @Nullable String message) {
    console.note("tollgate: " + Failures.oneLine(String.valueOf(message), LONGEST_LINE));
  }
}
