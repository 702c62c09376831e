package tollgate.harness.profile;

import java.util.function.Predicate;
import tollgate.harness.model.Activity;

/** What a flame graph shows. */
public enum FlameKind {
  CPU("processor time", "samples", 1, kind -> kind == Activity.Kind.CPU),
  ALLOCATION("allocation", "bytes", 1, kind -> kind == Activity.Kind.ALLOCATION),
  LOCK(
      "locks and pools",
      "ms",
      1e6,
      kind -> kind == Activity.Kind.MONITOR || kind == Activity.Kind.PARK),
  WAIT("all waits by cause", "ms", 1e6, Activity.Kind::isWait);

  private final String label;
  private final String unit;
  private final double perUnit;
  private final Predicate<Activity.Kind> kinds;

  FlameKind(String label, String unit, double perUnit, Predicate<Activity.Kind> kinds) {
    this.label = label;
    this.unit = unit;
    this.perUnit = perUnit;
    this.kinds = kinds;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /** Unit of the widths. */
  public String unit() {
    return unit;
  }

  /** An activity's amount in {@link #unit}. */
  double inUnit(double amount) {
    return amount / perUnit;
  }

  /** Whether activities of {@code kind} may belong to it. */
  boolean shows(Activity.Kind kind) {
    return kinds.test(kind);
  }
}
