package tollgate.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmark classes of the jar, as JMH lists them, and their sources. */
final class Suite {
  private static final Pattern CLASS_JAVADOC =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:[@ )][^\\n]*\\n)+public class", Pattern.DOTALL);

  private static final OutputFormat OUT =
      OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);

  private Suite() {}

  /** Names of the benchmarks, class and method, in the main source tree. */
  static List<String> benchmarkNames() {
    return entries().map(BenchmarkListEntry::getUsername).sorted().toList();
  }

  /** Names of the classes in the main source tree that hold benchmarks. */
  static List<String> classNames() {
    return entries().map(BenchmarkListEntry::getUserClassQName).distinct().sorted().toList();
  }

  private static Stream<BenchmarkListEntry> entries() {
    Path list = Path.of("target/classes/META-INF/BenchmarkList");
    return BenchmarkList.fromFile(list.toString()).getAll(OUT, List.of()).stream();
  }

  static String source(String className) {
    try {
      return Files.readString(Path.of("src/main/java", className.replace('.', '/') + ".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words of a class's Javadoc, without the asterisks. */
  static String javadoc(String className) {
    Matcher matcher = CLASS_JAVADOC.matcher(source(className));
    if (!matcher.find()) {
      throw new AssertionError(className + " has no Javadoc before its annotations");
    }
    return matcher.group(1).replaceAll("(?m)^ *\\* ?", "").strip();
  }
}
