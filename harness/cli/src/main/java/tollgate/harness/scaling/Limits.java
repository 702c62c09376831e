package tollgate.harness.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sizes among a benchmark's parameters that threads may outnumber. */
final class Limits {
  private Limits() {}

  /**
   * A size.
   *
   * @param name the parameter
   * @param value its value
   */
  record Limit(String name, int value) {
    @Override
    public String toString() {
      return value + " (" + name + ")";
    }
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
