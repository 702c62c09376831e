package tollgate.harness.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tollgate.harness.config.Policy;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Run;
import tollgate.harness.read.Sessions;
import tollgate.harness.run.BenchmarkCode;
import tollgate.harness.run.Interleaving;
import tollgate.harness.run.Progress;
import tollgate.harness.run.Side;
import tollgate.harness.run.Subject;
import tollgate.harness.stats.GroupSequential;
import tollgate.harness.verdict.Comparison;
import tollgate.harness.verdict.InterleavedReport;
import tollgate.harness.verdict.Report;
import tollgate.harness.verdict.SequentialJudge;
import tollgate.harness.verdict.SequentialJudge.State;

/**
 * Measures two versions round by round and stops measuring a benchmark as soon as its verdict is
 * certain.
 */
final class InterleavedRun {

  private static final int FIRST_LOOK = 3;

  private final Interleaving forks;
  private final Policy policy;
  private final Progress progress;
  private final int[] looks;
  private final boolean resumable;
  private final SequentialJudge judge;
  private final Optional<Picked> picked;
  private final MeasuredPairs measured;
  private Map<BenchmarkKey, State> states = Map.of();
  private List<Comparison> setAside = List.of();

  /**
   * Benchmarks that other data made suspicious.
   *
   * @param keys nothing else is measured
   * @param family how many they were picked out of
   */
  record Picked(List<BenchmarkKey> keys, int family) {
    Picked {
      keys = List.copyOf(keys);
    }
  }

  private InterleavedRun(
      Interleaving forks,
      Policy policy,
      Progress progress,
      int maxForks,
      boolean resumable,
      Optional<Picked> picked) {
    this.forks = forks;
    this.policy = policy;
    this.progress = progress;
    this.resumable = resumable;
    this.picked = picked;
    this.looks = IntStream.rangeClosed(Math.min(FIRST_LOOK, maxForks), maxForks).toArray();
    this.judge = judge(looks);
    this.measured = new MeasuredPairs(forks.files());
  }

  private SequentialJudge judge(int... forksAtLooks) {
    int others = picked.map(some -> some.family() - some.keys().size()).orElse(0);
    return SequentialJudge.ofPicked(
        policy, Math.max(0, others), GroupSequential.withLooks(forksAtLooks), forksAtLooks);
  }

  /**
   * A comparison that can be interrupted and gone on with.
   *
   * @param forks what measures; stays open
   * @param maxForks forks a side at most, at least 2
   */
  static InterleavedRun thatCanGoOn(
      Interleaving forks, Policy policy, Progress progress, int maxForks) {
    return new InterleavedRun(forks, policy, progress, maxForks, true, Optional.empty());
  }

  /**
   * A comparison that ends when its time is up, with a verdict on what there is then.
   *
   * @param forks what measures; stays open
   * @param maxForks forks a side at most, at least 2
   */
  static InterleavedRun thatEndsInTime(
      Interleaving forks, Policy policy, Progress progress, int maxForks) {
    return new InterleavedRun(forks, policy, progress, maxForks, false, Optional.empty());
  }

  /**
   * As {@link #thatEndsInTime}, of some benchmarks only.
   *
   * @param forks what measures; stays open
   * @param maxForks forks a side at most, at least 2
   */
  static InterleavedRun thatConfirms(
      Interleaving forks, Policy policy, Progress progress, int maxForks, Picked picked) {
    return new InterleavedRun(forks, policy, progress, maxForks, false, Optional.of(picked));
  }

  /** Measures until everything is decided, time is up or somebody asks for the end. */
  Report measure() throws IOException, InterruptedException {
    List<Subject> open = forks.subjects().stream().filter(this::wanted).toList();
    int rounds = looks[looks.length - 1];
    int round = 0;
    boolean going = true;
    while (going && round < rounds && !open.isEmpty()) {
      going = forks.round(round, open, decided());
      if (going) {
        round++;
        open = afterRound(round, open);
      }
    }
    if (!resumable && forks.outOfTime() && states.isEmpty() && round > 0) {
      closingLook(round + 1);
    }
    boolean complete = open.isEmpty() || round == rounds;
    forks.merge(rounds, complete && forks.failures().isEmpty());
    return InterleavedReport.of(states, setAside, policy, warnings(round));
  }

  private boolean wanted(Subject subject) {
    return picked.isEmpty()
        || picked.get().keys().stream()
            .anyMatch(
                key ->
                    key.benchmark().equals(subject.benchmark())
                        && subject.threads().orElse(key.threads()) == key.threads());
  }

  private boolean wanted(BenchmarkKey key) {
    return policy.judgesScoreOf(key) && picked.map(some -> some.keys().contains(key)).orElse(true);
  }

  private String decided() {
    long done = states.values().stream().filter(State.Decided.class::isInstance).count();
    return states.isEmpty() ? "" : ", " + done + " of " + states.size() + " decided";
  }

  private List<Subject> afterRound(int round, List<Subject> open) throws IOException {
    if (round == 1) {
      forks.merge(round, false);
      setAside =
          InterleavedReport.setAside(run(Side.BASELINE), run(Side.CANDIDATE), policy).stream()
              .filter(comparison -> wanted(comparison.key()))
              .toList();
      setAside.forEach(this::tell);
    }
    if (round >= looks[0]) {
      look(round);
    }
    Set<BenchmarkKey> closed = new LinkedHashSet<>();
    setAside.forEach(comparison -> closed.add(comparison.key()));
    states.forEach(
        (key, state) -> {
          if (state instanceof State.Decided) {
            closed.add(key);
          }
        });
    List<Subject> still = new ArrayList<>();
    for (Subject subject : open) {
      if (!forks.failed().contains(subject) && !closed.containsAll(keys(subject))) {
        still.add(subject);
      }
    }
    return still;
  }

  /**
   * All forks of a side. Of the code, only that of the benchmarks themselves must be alike, and a
   * busy machine is no objection: pairs of forks are there for that.
   */
  private Run run(Side side) throws IOException {
    Run run = Sessions.readFile(forks.files().merged(side));
    Set<String> types = new LinkedHashSet<>();
    for (Subject subject : forks.subjects()) {
      types.add(subject.benchmark().substring(0, subject.benchmark().lastIndexOf('.')));
    }
    SortedMap<String, String> code = BenchmarkCode.hashes(forks.jar(side), types);
    return new Run(
        run.source(),
        run.environment().map(environment -> environment.ofForksInTurn(code)),
        run.results(),
        run.warnings());
  }

  /**
   * The only look, earlier than planned. What ended the comparison was the clock and not the data,
   * so it may spend all the error; but then nobody may go on from there.
   */
  private void closingLook(int round) throws IOException {
    Map<BenchmarkKey, SequentialJudge.Pairs> pairs = pairs(round);
    int most = pairs.values().stream().mapToInt(each -> each.baseline().length).max().orElse(0);
    if (most >= 2) {
      states = judge(most).look(pairs);
    }
  }

  private void look(int round) throws IOException {
    Map<BenchmarkKey, State> before = states;
    states = judge.look(pairs(round));
    states.forEach(
        (key, state) -> {
          if (state instanceof State.Decided && !(before.get(key) instanceof State.Decided)) {
            tell(state.comparison());
          }
        });
  }

  private void tell(Comparison comparison) {
    progress.say(
        comparison.key()
            + ": "
            + comparison.verdict().label()
            + ": "
            + comparison.verdict().reason());
  }

  private Map<BenchmarkKey, SequentialJudge.Pairs> pairs(int rounds) throws IOException {
    Set<BenchmarkKey> aside = setAside.stream().map(Comparison::key).collect(Collectors.toSet());
    Map<BenchmarkKey, SequentialJudge.Pairs> pairs = new LinkedHashMap<>();
    for (Subject subject : forks.subjects()) {
      if (forks.failed().contains(subject)) {
        continue;
      }
      for (BenchmarkKey key : keys(subject)) {
        if (!aside.contains(key)) {
          pairs.put(key, measured.pairs(subject, key, rounds));
        }
      }
    }
    return pairs;
  }

  private Set<BenchmarkKey> keys(Subject subject) {
    Set<BenchmarkKey> keys = measured.keys(subject);
    keys.removeIf(key -> !wanted(key));
    return keys;
  }

  private List<String> warnings(int rounds) {
    List<String> warnings = new ArrayList<>();
    forks.failures().forEach(failure -> warnings.add("failed: " + failure));
    String what = picked.isPresent() ? "measuring again: " : "";
    if (forks.interrupted() || forks.outOfTime()) {
      warnings.add(
          what
              + (forks.interrupted() ? "interrupted" : "time was up")
              + " after "
              + rounds
              + (rounds == 1 ? " whole round" : " whole rounds")
              + (resumable
                  ? (rounds < looks[0] ? "; no verdict before " + looks[0] : "")
                      + ": the same command with the same --out goes on from here"
                  : ": a longer --max-time makes it surer"));
    }
    return warnings;
  }
}
