package tollgate.harness.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tollgate.harness.model.InputException;

/**
 * Measures two jars in turn, fork by fork, never two at a time.
 *
 * <p>Every fork is a JMH invocation of its own. The versions never share a backend: what one does
 * to a server, or to its schema, cannot reach the other. See {@link Servers}.
 */
public final class Interleaving implements AutoCloseable {

  private final Contest contest;
  private final Alternation alternation;
  private final Path directory;
  private final Progress progress;
  private final InstantSource clock;
  private final Stopper stopper = new Stopper();
  private final ProbeJar probe;
  private final Set<Subject> failed = new LinkedHashSet<>();
  private final List<String> failures = new ArrayList<>();
  private final ForkFiles files;
  private final Servers servers;
  private final List<Subject> subjects;
  private final Instant deadline;
  private boolean outOfTime;

  /**
   * Prepares a comparison, or an interrupted one to go on.
   *
   * @param directory working directory of the benchmarks
   * @param maxTime after which no further pair of forks is begun
   * @param folder where results go
   * @throws InputException when the two have no benchmark in common, or the folder holds something
   *     else
   */
  public Interleaving(
      Contest contest,
      Path directory,
      Path folder,
      Optional<Duration> maxTime,
      Progress progress,
      InstantSource clock)
      throws IOException, InterruptedException {
    this.contest = contest;
    this.alternation = new Alternation(contest.seed());
    this.directory = directory;
    this.progress = progress;
    this.clock = clock;
    this.probe = ProbeJar.open();
    try {
      this.subjects = subjects(common(), contest.baseline().threads());
      this.files = ForkFiles.open(folder, contest.design());
      this.servers = new Servers(contest, directory, files.log(), progress);
      this.deadline = maxTime.map(clock.instant()::plus).orElse(Instant.MAX);
    } catch (IOException | InterruptedException | RuntimeException e) {
      stopper.close();
      probe.close();
      throw e;
    }
  }

  private List<String> common() throws IOException, InterruptedException {
    Listings listings = new Listings(directory, probe.path(), stopper);
    List<String> common = new ArrayList<>(listings.list(contest.baseline()).benchmarks());
    common.retainAll(listings.list(contest.candidate()).benchmarks());
    if (common.isEmpty()) {
      throw new InputException("the two versions have no selected benchmark in common");
    }
    return common;
  }

  private static List<Subject> subjects(List<String> benchmarks, List<Integer> threads) {
    List<Subject> subjects = new ArrayList<>();
    for (String benchmark : benchmarks) {
      if (threads.isEmpty()) {
        subjects.add(new Subject(benchmark, OptionalInt.empty()));
      }
      threads.forEach(count -> subjects.add(new Subject(benchmark, OptionalInt.of(count))));
    }
    return subjects;
  }

  /** The jar of a version. */
  public Path jar(Side side) {
    return contest.plan(side).jar().path();
  }

  /** What both versions have. */
  public List<Subject> subjects() {
    return List.copyOf(subjects);
  }

  /** Subjects that failed in either version: they are not measured again. */
  public Set<Subject> failed() {
    return Set.copyOf(failed);
  }

  /** Why they failed, one line each. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /** Where results are. */
  public ForkFiles files() {
    return files;
  }

  /** Whether the deadline came. */
  public boolean outOfTime() {
    return outOfTime;
  }

  /** Whether somebody asked for the end. */
  public boolean interrupted() {
    return stopper.stopped();
  }

  /**
   * Measures a pair of forks of each subject; those of an earlier, interrupted try are kept.
   *
   * @param round counted from 0
   * @return whether all pairs of this round are there
   */
  public boolean round(int round, List<Subject> open, String note)
      throws IOException, InterruptedException {
    int done = 0;
    for (Subject subject : alternation.order(open, round)) {
      if (stopper.stopped() || outOfTime) {
        return false;
      }
      outOfTime = !clock.instant().isBefore(deadline);
      if (!outOfTime && !failed.contains(subject)) {
        Side first = alternation.first(subject, round);
        String state =
            "round %d, %d/%d%s: %s".formatted(round + 1, done + 1, open.size(), note, subject);
        double share = (double) done / open.size();
        fork(subject, round, first, state, share, open);
        fork(subject, round, first.other(), state, share, open);
      }
      done++;
    }
    return !stopper.stopped() && !outOfTime;
  }

  private void fork(
      Subject subject, int round, Side side, String state, double share, List<Subject> open)
      throws IOException, InterruptedException {
    if (files.fork(subject, round, side).isPresent()
        || failed.contains(subject)
        || stopper.stopped()) {
      return;
    }
    files.discardPart();
    JmhOutput output = new JmhOutput();
    JmhProcess process =
        stopper.watch(
            JmhProcess.start(
                command(subject, side),
                directory,
                Optional.of(files.log()),
                servers.variables(side, round, open)));
    int code =
        process.follow(
            line -> {
              output.accept(line);
              progress.show(share, state + " " + name(side) + " " + output.score());
            });
    boolean kept = code == 0 && output.failures().isEmpty() && files.keep(subject, round, side);
    if (!kept) {
      files.discardPart();
      if (!stopper.stopped()) {
        failed.add(subject);
        failures.add(
            subject
                + ", "
                + name(side)
                + ": "
                + output.failures().stream().findFirst().orElse(output.lastWords()));
      }
    }
  }

  private static String name(Side side) {
    return side.name().toLowerCase(Locale.ROOT);
  }

  private List<String> command(Subject subject, Side side) {
    RunPlan plan = contest.plan(side);
    List<String> words = new ArrayList<>(subject.include());
    words.addAll(
        JmhArguments.parse(plan.jmhArguments())
            .without(Set.of("-f", "-wf"))
            .orElse(List.of("-f", "1", "-wf", "0"))
            .orElse(plan.effort().jmhArguments())
            .words());
    subject.threads().ifPresent(count -> words.addAll(List.of("-t", Integer.toString(count))));
    words.addAll(List.of("-rf", "json", "-rff", files.part().toString()));
    if (!plan.jar().ours()) {
      words.addAll(
          List.of(
              "-prof",
              "tollgate.probe.environment.EnvironmentProfiler:file="
                  + Invocation.environment(files.part())));
    }
    return plan.jar().command(plan.java(), probe.path(), words);
  }

  /** Writes all forks of each version into one result, see {@link ForkFiles#merged}. */
  public void merge(int rounds, boolean complete) throws IOException {
    files.merge(subjects, rounds, complete);
  }

  @Override
  public void close() throws IOException {
    servers.close();
    stopper.close();
    probe.close();
  }
}
