package tollgate.probe.ledger;

import java.util.ArrayList;
import java.util.Comparator;
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

  /**
   * The accounts, in order of the iterations; empty for an iteration without readings.
   *
   * @param measuredNanos how long a worker was measured on average, of each iteration; not above 0
   *     where that is unknown
   */
  static List<Optional<Iteration>> iterations(RecordedFork fork, double[] measuredNanos) {
    List<Optional<Iteration>> iterations = new ArrayList<>();
    for (int i = 0; i < measuredNanos.length; i++) {
      iterations.add(iteration(fork, i, measuredNanos[i]));
    }
    return iterations;
  }

  private static Optional<Iteration> iteration(RecordedFork fork, int index, double measuredNanos) {
    List<Account> accounts = new ArrayList<>();
    List<RecordedFork.HostReading> hosts = fork.hosts().getOrDefault(index, List.of());
    for (Map.Entry<Long, List<RecordedFork.Reading>> entry :
        fork.workers().getOrDefault(index, Map.of()).entrySet()) {
      List<RecordedFork.Reading> readings = fromStart(entry.getValue(), hosts);
      if (readings.size() < 2) {
        continue;
      }
      RecordedFork.Reading first = readings.get(0);
      RecordedFork.Reading last = last(readings, measuredNanos);
      Intervals waits = fork.waits().getOrDefault(entry.getKey(), NOTHING);
      accounts.add(Account.of(first, last, waits.within(first.at(), last.at())));
    }
    return accounts.stream()
        .reduce(Account::plus)
        .map(account -> new Iteration(account, accounts.size(), machine(hosts)));
  }

  /**
   * The machine is read first when the measured loop has begun. Of what was read of a worker before
   * that, while it ran operations and waited for the others, only the last counts.
   */
  private static List<RecordedFork.Reading> fromStart(
      List<RecordedFork.Reading> readings, List<RecordedFork.HostReading> hosts) {
    if (hosts.isEmpty()) {
      return readings;
    }
    long startNanos = hosts.get(0).nanos();
    long early = readings.stream().takeWhile(reading -> reading.nanos() <= startNanos).count();
    return readings.subList((int) Math.max(0, early - 1), readings.size());
  }

  /**
   * Workers stay in the loop beyond their measured time, until all have noticed its end. Where
   * nobody knows that time, the last reading inside the loop.
   */
  private static RecordedFork.Reading last(
      List<RecordedFork.Reading> readings, double measuredNanos) {
    if (!(measuredNanos > 0)) {
      return readings.get(readings.size() - 1);
    }
    double endNanos = readings.get(0).nanos() + measuredNanos;
    return readings.subList(1, readings.size()).stream()
        .min(Comparator.comparingDouble(reading -> Math.abs(reading.nanos() - endNanos)))
        .orElseThrow();
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
