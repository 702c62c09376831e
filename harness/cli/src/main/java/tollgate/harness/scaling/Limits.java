package tollgate.harness.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sizes that threads may outnumber: pools among a benchmark's parameters, and processors. */
final class Limits {
  private Limits() {}

  /**
   * A size.
   *
   * @param name the parameter, or what there is so many of
   * @param value its value
   */
  record Limit(String name, int value) {
    @Override
    public String toString() {
      return value + " (" + name + ")";
    }
  }

  /** Pools, and the processors where their number is known. */
  static List<Limit> of(Sweep sweep) {
    List<Limit> limits = new ArrayList<>(pools(sweep.id()));
    sweep.cpus().ifPresent(cpus -> limits.add(new Limit("processors", cpus)));
    return limits;
  }

  /** Parameters that are named after a pool or its connections and hold a whole number. */
  static List<Limit> pools(SweepId id) {
    List<Limit> limits = new ArrayList<>();
    for (Map.Entry<String, String> param : id.params().entrySet()) {
      String name = param.getKey().toLowerCase(Locale.ROOT);
      boolean size = name.contains("pool") || name.contains("connections");
      if (size && param.getValue().matches("[0-9]{1,6}")) {
        limits.add(new Limit(param.getKey(), Integer.parseInt(param.getValue())));
      }
    }
    return limits;
  }
}
