package tollgate.harness.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/** Runs a command line inside this JVM and keeps what it said. */
record Cli(int code, String out, String err) {

  static Cli run(Path directory, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new PrintWriter(out),
            new PrintWriter(err),
            directory,
            Map.of("USER", "somebody"),
            false,
            OptionalInt.empty());
    int code = CommandLineRunner.run(console, arguments);
    return new Cli(code, out.toString(), err.toString());
  }
}
