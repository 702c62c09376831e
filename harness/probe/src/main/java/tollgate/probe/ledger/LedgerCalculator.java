package tollgate.probe.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a fork's recording to one account per measurement iteration. */
final class LedgerCalculator {

  private static final Intervals NOTHING = new Intervals();

  private LedgerCalculator() {}

  /**
   * One iteration.
   *
   * @param account where the time went
   * @param workers how many workers the account covers
   * @param machine who had the processors, if known
   */
  record Iteration(Account account, int workers, Optional<Machine> machine) {}

  /**
   * Who had the processors.
   *
   * @param processors available to the JVM
   * @param busyShare share of the machine's processor time that anybody used; NaN when unknown
   * @param processShare the same of this process
   */
  record Machine(int processors, double busyShare, double processShare) {}

  /** The accounts, in order of the iterations; empty for an iteration without readings. */
  static List<Optional<Iteration>> iterations(RecordedFork fork, int count) {
    List<Optional<Iteration>> iterations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      iterations.add(iteration(fork, i));
    }
    return iterations;
  }

  private static Optional<Iteration> iteration(RecordedFork fork, int index) {
    Account.Sums sums = new Account.Sums();
    int workers = 0;
    for (Map.Entry<Long, List<RecordedFork.Reading>> entry :
        fork.workers().getOrDefault(index, Map.of()).entrySet()) {
      List<RecordedFork.Reading> readings = entry.getValue();
      if (readings.size() < 2) {
        continue;
      }
      RecordedFork.Reading first = readings.get(0);
      RecordedFork.Reading last = readings.get(readings.size() - 1);
      Intervals waits = fork.waits().getOrDefault(entry.getKey(), NOTHING);
      sums.add(first, last, waits.within(first.at(), last.at()));
      workers++;
    }
    return workers == 0
        ? Optional.empty()
        : Optional.of(
            new Iteration(
                sums.settle(), workers, machine(fork.hosts().getOrDefault(index, List.of()))));
  }

  private static Optional<Machine> machine(List<RecordedFork.HostReading> readings) {
    if (readings.size() < 2) {
      return readings.stream()
          .findFirst()
          .map(only -> new Machine(only.processors(), Double.NaN, Double.NaN));
    }
    RecordedFork.HostReading first = readings.get(0);
    RecordedFork.HostReading last = readings.get(readings.size() - 1);
    double capacity = (double) (last.nanos() - first.nanos()) * first.processors();
    double busy =
        first.hostBusyNanos() < 0
            ? Double.NaN
            : (last.hostBusyNanos() - first.hostBusyNanos()) / capacity;
    return Optional.of(
        new Machine(
            first.processors(), busy, (last.processNanos() - first.processNanos()) / capacity));
  }
}
