package tollgate.harness.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tollgate.harness.model.Activity;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Frame;
import tollgate.harness.model.Recording;
import tollgate.harness.stats.Moments;

/**
 * What one side spent of one sort.
 *
 * @param spending the sort
 * @param stacks where, over all forks, frames folded
 * @param forks rate of each fork: nanoseconds or bytes per operation (or per second recorded)
 * @param events how many events that is known from, over all forks
 */
record Spent(Spending spending, List<Stack> stacks, double[] forks, long events) {

  Spent {
    stacks = List.copyOf(stacks);
    forks = forks.clone();
  }

  /**
   * One place.
   *
   * @param frames innermost first, folded
   * @param on what was waited for, or what is allocated; empty when unknown
   * @param rate nanoseconds or bytes per operation (or per second), of all forks together
   */
  record Stack(List<Frame> frames, String on, double rate) {
    Stack {
      frames = List.copyOf(frames);
    }
  }

  static Spent of(Spending spending, List<Recording> recordings, boolean perOperation) {
    double size = recordings.stream().mapToDouble(each -> size(each, perOperation)).sum();
    double[] forks = new double[recordings.size()];
    List<Stack> stacks = new ArrayList<>();
    long events = 0;
    for (int fork = 0; fork < forks.length; fork++) {
      Recording recording = recordings.get(fork);
      double sum = 0;
      for (Activity activity : Totals.relevant(recording, spending::includes)) {
        double worth = spending.worth(activity.amount());
        sum += worth;
        events += activity.count();
        stacks.add(new Stack(Folding.fold(activity.frames()), activity.on(), worth / size));
      }
      forks[fork] = sum / size(recording, perOperation);
    }
    return new Spent(spending, stacks, forks, events);
  }

  /** What a benchmark thread has to spend: the worker threads' time per operation (or second). */
  static double[] threadNanos(List<Recording> recordings, boolean perOperation) {
    return recordings.stream()
        .mapToDouble(
            each -> threads(each.benchmark()) * each.seconds() * 1e9 / size(each, perOperation))
        .toArray();
  }

  private static int threads(Optional<BenchmarkKey> benchmark) {
    return benchmark.map(BenchmarkKey::threads).filter(count -> count > 0).orElse(1);
  }

  private static double size(Recording recording, boolean perOperation) {
    return perOperation ? recording.operations() : recording.seconds();
  }

  @Override
  public double[] forks() {
    return forks.clone();
  }

  /** Mean over forks, each of which counts alike. */
  Moments moments() {
    return Moments.of(forks);
  }

  /**
   * The relative standard error of a sum over sampled events: 1/√n, as of a count. 0 for what is no
   * sample, and for no events: then the other side's error is all there is.
   */
  double samplingError() {
    return spending.isSampled() && events > 0 ? 1 / Math.sqrt(events) : 0;
  }

  /** What an average event stands for in the rate of all forks; 0 without events. */
  double eventWorth() {
    return events == 0 ? 0 : moments().mean() / events;
  }
}
