package tollgate.benchmarks.launch;

import java.io.FileNotFoundException;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;
import java.nio.file.Path;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.util.UnCloseablePrintStream;
import org.openjdk.jmh.util.Utils;

/** Makes the output that JMH's runner makes when nobody hands it one. */
final class Output {
  private Output() {}

  static OutputFormat create(Options options) throws UsageException {
    return OutputFormatFactory.createFormatInstance(
        stream(options), options.verbosity().orElse(Defaults.VERBOSITY));
  }

  private static PrintStream stream(Options options) throws UsageException {
    try {
      if (options.getOutput().hasValue()) {
        String file = options.getOutput().get();
        ResultFile.requireWritable(Path.of(file), "-o");
        return new PrintStream(file, Utils.guessConsoleEncoding());
      }
      return new UnCloseablePrintStream(System.out, Utils.guessConsoleEncoding());
    } catch (FileNotFoundException e) {
      throw new UsageException("-o " + options.getOutput().get() + " cannot be written");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("a charset of this JVM", e);
    } catch (java.io.IOException e) {
      throw new UsageException("-o " + options.getOutput().get() + " cannot be written: " + e);
    }
  }
}
