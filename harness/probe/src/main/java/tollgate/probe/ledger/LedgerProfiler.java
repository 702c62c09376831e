package tollgate.probe.ledger;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;

/**
 * The time ledger as a JMH profiler, for any JMH jar:
 *
 * <pre>{@code
 * java -cp probe.jar:any-jmh.jar org.openjdk.jmh.Main -prof tollgate.probe.ledger.LedgerProfiler
 * }</pre>
 *
 * <p>It adds {@code time.<cause>} metrics in µs/op that sum to {@code time.wall}, {@code
 * time.overlap}, bounds {@code time.<cause>.low} and {@code .high}, and facts {@code ledger.*}. It
 * costs 1–4 % of the score of a busy pool or lock, so a fork that has it should not be scored. The
 * option {@code dir=FOLDER} keeps the recordings there.
 */
public final class LedgerProfiler implements ExternalProfiler, InternalProfiler {

  private static final String EXECUTOR_PROPERTY = "-Djmh.executor";

  private final @Nullable Path folder;
  private final Set<Failure> refusals = EnumSet.noneOf(Failure.class);
  private @Nullable Path file;

  private final LedgerFork fork = new LedgerFork();

  /** Without options. */
  public LedgerProfiler() {
    this("");
  }

  /**
   * With options.
   *
   * @param options {@code dir=FOLDER} or empty
   * @throws IllegalArgumentException on any other option
   */
  public LedgerProfiler(String options) {
    if (options.isBlank()) {
      folder = null;
    } else if (options.startsWith("dir=") && options.length() > 4) {
      folder = Path.of(options.substring(4));
    } else {
      throw new IllegalArgumentException(
          "unknown option '" + options + "' of the ledger; it knows dir=FOLDER");
    }
  }

  @Override
  public String getDescription() {
    return "Splits the workers' wall time per operation into named causes";
  }

  // ---- in the parent ----

  @Override
  public Collection<String> addJVMInvokeOptions(BenchmarkParams params) {
    return List.of();
  }

  @Override
  public Collection<String> addJVMOptions(BenchmarkParams params) {
    refusals.clear();
    if (params.getMode() == Mode.SingleShotTime) {
      refusals.add(Failure.SINGLE_SHOT);
    }
    if (params.getJvmArgs().stream().anyMatch(arg -> arg.startsWith(EXECUTOR_PROPERTY))) {
      refusals.add(Failure.OTHER_EXECUTOR);
    }
    if (!refusals.isEmpty()) {
      return List.of();
    }
    file = newFile();
    return List.of(
        EXECUTOR_PROPERTY + "=CUSTOM",
        EXECUTOR_PROPERTY + ".class=" + LedgerExecutor.class.getName(),
        "-D" + LedgerFork.FILE_PROPERTY + "=" + file);
  }

  private Path newFile() {
    try {
      if (folder == null) {
        Path temporary = Files.createTempFile("tollgate-ledger", ".jfr");
        temporary.toFile().deleteOnExit();
        return temporary;
      }
      Files.createDirectories(folder);
      return Files.createTempFile(folder, "ledger-", ".jfr").toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a file for the ledger's recording", e);
    }
  }

  @Override
  public void beforeTrial(BenchmarkParams params) {}

  @Override
  public Collection<? extends Result> afterTrial(
      BenchmarkResult result, long pid, File stdOut, File stdErr) {
    Set<Failure> failures = EnumSet.copyOf(refusals);
    try {
      if (failures.isEmpty()) {
        failures.addAll(addLedger(result));
      }
    } finally {
      discard();
    }
    for (Failure failure : failures) {
      System.err.println("no time ledger: " + failure.meaning());
      result
          .getIterationResults()
          .forEach(iteration -> iteration.addResult(LedgerMetrics.failed(failure)));
    }
    return List.of();
  }

  private Set<Failure> addLedger(BenchmarkResult result) {
    Path recorded = file;
    if (recorded == null || !recorded.toFile().exists() || recorded.toFile().length() == 0) {
      return EnumSet.of(Failure.NO_RECORDING);
    }
    RecordedFork fork;
    try {
      fork = RecordingParser.parse(recorded);
    } catch (IOException e) {
      return EnumSet.of(Failure.NO_RECORDING);
    }
    if (!fork.failures().isEmpty()) {
      return fork.failures();
    }
    List<IterationResult> iterations = new ArrayList<>(result.getIterationResults());
    List<Optional<LedgerCalculator.Iteration>> accounts =
        LedgerCalculator.iterations(
            fork, iterations.stream().mapToDouble(LedgerMetrics::measuredNanos).toArray());
    if (accounts.stream().anyMatch(Optional::isEmpty)) {
      return EnumSet.of(Failure.NO_WINDOW);
    }
    if (iterations.stream().anyMatch(i -> !isPositive(LedgerMetrics.microsPerOperation(i)))) {
      return EnumSet.of(Failure.NO_OPERATIONS);
    }
    for (int i = 0; i < iterations.size(); i++) {
      IterationResult iteration = iterations.get(i);
      accounts
          .get(i)
          .ifPresent(
              account ->
                  LedgerMetrics.of(account, iteration, fork.virtualThreads())
                      .forEach(iteration::addResult));
    }
    return EnumSet.noneOf(Failure.class);
  }

  private static boolean isPositive(double micros) {
    return micros > 0 && micros < Double.POSITIVE_INFINITY;
  }

  private void discard() {
    Path recorded = file;
    if (folder == null && recorded != null) {
      try {
        Files.deleteIfExists(recorded);
      } catch (IOException e) {
        System.err.println("cannot delete the ledger's recording " + recorded);
      }
    }
    file = null;
  }

  @Override
  public boolean allowPrintOut() {
    return true;
  }

  @Override
  public boolean allowPrintErr() {
    return true;
  }

  // ---- in the fork ----

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    fork.beforeIteration(benchmark, iteration);
  }

  @Override
  public Collection<? extends Result> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    return fork.afterIteration(iteration, result);
  }
}
