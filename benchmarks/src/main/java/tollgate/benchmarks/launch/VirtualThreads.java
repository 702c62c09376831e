package tollgate.benchmarks.launch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.runner.options.Options;

/** Workers on virtual threads, which JMH has when it is asked: refused where there are none. */
final class VirtualThreads {
  private static final String ASKED = "-Djmh.executor=VIRTUAL";
  private static final int FIRST_JDK = 21;
  private static final List<String> PROCESSOR_TIMES = List.of("computeMicros", "leaseMicros");
  private static final Pattern RELEASE = Pattern.compile("JAVA_VERSION=\"(?:1\\.)?(\\d+)[^\"]*\"");

  private VirtualThreads() {}

  /**
   * Checks the JVM that is going to measure, and the benchmarks it is going to run.
   *
   * @throws UsageException when virtual threads are asked for and the JVM has none, or the run
   *     might never end: because too many of them wait for each other, or one for its own processor
   *     time, which a virtual thread is not told
   */
  static void require(Options options) throws UsageException {
    if (!asked(options)) {
      return;
    }
    Optional<Integer> jdk = jdk(options);
    if (jdk.isPresent() && jdk.get() < FIRST_JDK) {
      throw new UsageException(
          "virtual threads (%s) need JDK %d or newer, and this is JDK %d"
              .formatted(ASKED, FIRST_JDK, jdk.get()));
    }
    SortedSet<String> computing = computing(options);
    if (!computing.isEmpty()) {
      throw new UsageException(
          "virtual threads have no clock of their processor time to compute by: add "
              + computing.stream()
                  .map(name -> "-p " + name + "=0")
                  .collect(Collectors.joining(" ")));
    }
    requireOwnPace(options);
  }

  /**
   * JMH lets all workers begin and end together, and runs the operation until they do. A virtual
   * thread that only yields meanwhile stays ahead of those that have not begun: 20 of them on two
   * processors were seen to wait for ever.
   */
  private static void requireOwnPace(Options options) throws UsageException {
    int threads = options.getThreads().orElse(1);
    int processors = Runtime.getRuntime().availableProcessors();
    if (threads > processors && options.shouldSyncIterations().orElse(true)) {
      throw new UsageException(
          "%d virtual threads on %d processors might never begin together: add -si false"
              .formatted(threads, processors));
    }
  }

  /** Parameters that ask for processor time, and are not 0 in all that is selected. */
  private static SortedSet<String> computing(Options options) throws UsageException {
    SortedSet<String> computing = new TreeSet<>();
    for (Class<?> benchmark : Selection.classes(options)) {
      for (Field field : benchmark.getFields()) {
        Param param = field.getAnnotation(Param.class);
        if (param != null && PROCESSOR_TIMES.contains(field.getName())) {
          Collection<String> values =
              options.getParameter(field.getName()).orElse(List.of(param.value()));
          if (!values.stream().allMatch("0"::equals)) {
            computing.add(field.getName());
          }
        }
      }
    }
    return computing;
  }

  /** Without arguments for the forks, JMH gives them this JVM's own. */
  private static boolean asked(Options options) {
    List<String> arguments = new ArrayList<>();
    Collection<String> own = ManagementFactory.getRuntimeMXBean().getInputArguments();
    arguments.addAll(options.getJvmArgsPrepend().orElse(List.of()));
    arguments.addAll(options.getJvmArgs().orElse(own));
    arguments.addAll(options.getJvmArgsAppend().orElse(List.of()));
    return arguments.contains(ASKED);
  }

  /** The feature release of the JVM that measures; empty for one that does not tell. */
  private static Optional<Integer> jdk(Options options) {
    if (!options.getJvm().hasValue()) {
      return Optional.of(Runtime.version().feature());
    }
    try {
      Path executable = Path.of(options.getJvm().get()).toRealPath();
      Path release = executable.resolveSibling(Path.of("..", "release"));
      return Files.readAllLines(release).stream()
          .map(RELEASE::matcher)
          .filter(Matcher::matches)
          .map(found -> Integer.valueOf(found.group(1)))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
