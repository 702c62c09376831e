package tollgate.harness.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as a page carries them: what a person can see of them, {@code null} for none. */
final class Numbers {

  private static final MathContext DIGITS = new MathContext(5);

  private Numbers() {}

  /** Five significant digits. */
  static void add(ArrayNode target, double value) {
    if (Double.isFinite(value)) {
      target.add(rounded(value));
    } else {
      target.addNull();
    }
  }

  /** The same as a field. */
  static void put(ObjectNode target, String name, double value) {
    if (Double.isFinite(value)) {
      target.put(name, rounded(value));
    } else {
      target.putNull(name);
    }
  }

  private static BigDecimal rounded(double value) {
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    // Without an exponent where that is not longer.
    return rounded.scale() < 0 && rounded.precision() - rounded.scale() <= 9
        ? rounded.setScale(0)
        : rounded;
  }
}
