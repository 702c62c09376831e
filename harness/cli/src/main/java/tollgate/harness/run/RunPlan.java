package tollgate.harness.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tollgate.harness.model.InputException;

/**
 * What one run measures.
 *
 * @param jar the benchmarks
 * @param java executable of the measuring JVM
 * @param effort forks × iterations × time
 * @param threads worker thread counts, one JMH invocation each; empty leaves it to the benchmarks
 * @param includes regular expressions on benchmark names; empty for all
 * @param recordings how many unscored, recorded forks of each measurement to add, if any
 * @param ledger whether to add an unscored fork of each measurement that takes the time ledger
 * @param jmhArguments the user's own; they win over those of {@code effort}
 */
public record RunPlan(
    JmhJar jar,
    Path java,
    Effort effort,
    List<Integer> threads,
    List<String> includes,
    Recordings recordings,
    boolean ledger,
    List<String> jmhArguments) {

  /**
   * Flight recordings to take.
   *
   * @param forks of each measurement; 0 for none
   * @param limitMegabytes what all recordings of a run may take; the oldest are dropped beyond it
   */
  public record Recordings(int forks, int limitMegabytes) {

    /** None. */
    public static final Recordings NONE = new Recordings(0, 1);

    public Recordings {
      if (forks < 0) {
        throw new InputException("--jfr-forks: " + forks + " is no number of forks");
      }
      if (limitMegabytes < 1) {
        throw new InputException("--recordings-limit: at least 1 MB is needed");
      }
    }
  }

  /** What the run itself decides; given twice, JMH would refuse or results would get lost. */
  private static final Set<String> OURS = Set.of("-rf", "-rff", "-o");

  /** What makes JMH print something instead of measuring. */
  private static final Set<String> NO_RUN = Set.of("-l", "-lp", "-lprof", "-lrf", "-h");

  /**
   * Checks the user's JMH arguments.
   *
   * @throws InputException when they contradict the rest
   */
  public RunPlan {
    threads = List.copyOf(threads);
    includes = List.copyOf(includes);
    jmhArguments = List.copyOf(jmhArguments);
    JmhArguments given = JmhArguments.parse(jmhArguments);
    for (String option : OURS) {
      if (given.has(option)) {
        throw new InputException(
            option + ": the run writes its own result and log; use --out to say where");
      }
    }
    for (String option : NO_RUN) {
      if (given.has(option)) {
        throw new InputException(
            option
                + " measures nothing: ask the jar itself, java -jar "
                + jar.path()
                + " "
                + option);
      }
    }
    if (given.has("-t") && !threads.isEmpty()) {
      throw new InputException("-t and --threads contradict each other; use one of them");
    }
    for (int count : threads) {
      if (count < 1) {
        throw new InputException("--threads: " + count + " is no number of threads");
      }
    }
  }

  /** Whether recorded forks are added. */
  public boolean record() {
    return recordings.forks() > 0;
  }

  /** The same of another jar, without instruments: another version to compare with. */
  public RunPlan of(JmhJar other) {
    return new RunPlan(
        other, java, effort, threads, includes, Recordings.NONE, false, jmhArguments);
  }

  /**
   * The same, of some benchmarks only.
   *
   * @param benchmarks full names
   * @param counts thread counts; they replace those of the JMH arguments too
   */
  public RunPlan only(Collection<String> benchmarks, Collection<Integer> counts) {
    return new RunPlan(
        jar,
        java,
        effort,
        counts.stream().distinct().sorted().toList(),
        benchmarks.stream().distinct().map(name -> "^" + Pattern.quote(name) + "$").toList(),
        Recordings.NONE,
        false,
        JmhArguments.parse(jmhArguments).without(Set.of("-t")).words());
  }

  /** Whether nothing says which of the jar's benchmarks are meant. */
  public boolean selectsNothing() {
    return includes.isEmpty() && JmhArguments.parse(jmhArguments).selectNothing();
  }

  /**
   * The same but for some benchmarks.
   *
   * @param excludes regular expressions on benchmark names
   */
  public RunPlan without(Collection<String> excludes) {
    List<String> words = new ArrayList<>(jmhArguments);
    excludes.forEach(regex -> words.addAll(List.of("-e", regex)));
    return new RunPlan(jar, java, effort, threads, includes, recordings, ledger, words);
  }

  /** The same with other recordings. */
  public RunPlan with(Recordings other) {
    return new RunPlan(jar, java, effort, threads, includes, other, ledger, jmhArguments);
  }
}
