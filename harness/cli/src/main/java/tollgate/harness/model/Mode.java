package tollgate.harness.model;

import java.util.Arrays;
import java.util.Optional;

/** The four measuring modes of JMH, by the short names its JSON uses. */
public enum Mode {
  THROUGHPUT("thrpt", Direction.HIGHER_IS_BETTER),
  AVERAGE_TIME("avgt", Direction.LOWER_IS_BETTER),
  SAMPLE_TIME("sample", Direction.LOWER_IS_BETTER),
  SINGLE_SHOT("ss", Direction.LOWER_IS_BETTER);

  private final String label;
  private final Direction direction;

  Mode(String label, Direction direction) {
    this.label = label;
    this.direction = direction;
  }

  /** JMH's short name, as in the {@code mode} field of its JSON. */
  public String label() {
    return label;
  }

  /** Which way the primary metric of this mode gets better. */
  public Direction direction() {
    return direction;
  }

  /** The mode of JMH's short name; empty when it is none. */
  public static Optional<Mode> ofLabel(String label) {
    return Arrays.stream(values()).filter(mode -> mode.label.equals(label)).findFirst();
  }
}
