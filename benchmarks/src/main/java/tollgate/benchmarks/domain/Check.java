package tollgate.benchmarks.domain;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How benchmarks verify their answers: a failed check throws, and that fails the run.
 *
 * <p>The system property {@code tollgate.falsify} makes every check that begins with its value
 * (all, when empty) fail as if its answer were wrong. With it a test proves that a benchmark
 * reaches its checks.
 */
public final class Check {
  private static @Nullable String falsified = System.getProperty("tollgate.falsify");

  private Check() {}

  static void falsify(@Nullable String prefix) {
    falsified = prefix;
  }

  /**
   * Two numbers must be the same.
   *
   * @param check names the check in the message
   * @param expected the known answer
   * @param actual what the benchmark got
   * @throws WrongAnswer when they differ
   */
  public static void equal(String check, long expected, long actual) {
    if (expected != actual || falsified(check)) {
      throw new WrongAnswer(check, "expected " + expected + ", got " + actual);
    }
  }

  /**
   * Two values must be equal.
   *
   * @param check names the check in the message
   * @param expected the known answer
   * @param actual what the benchmark got
   * @throws WrongAnswer when they differ
   */
  public static void equal(String check, Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual) || falsified(check)) {
      throw new WrongAnswer(check, "expected " + brief(expected) + ", got " + brief(actual));
    }
  }

  /**
   * A condition must hold.
   *
   * @param check names the check in the message
   * @param holds whether it does
   * @param otherwise what is wrong if not; a text that has to be put together costs time and memory
   *     each time, whether it is needed or not
   * @throws WrongAnswer when it does not hold
   */
  public static void that(String check, boolean holds, String otherwise) {
    if (!holds || falsified(check)) {
      throw new WrongAnswer(check, otherwise);
    }
  }

  /**
   * A condition must hold. For measured code: the message is only made when it does not.
   *
   * @param check names the check in the message
   * @param holds whether it does
   * @param otherwise what is wrong if not, with a {@code %d} for the value
   * @param value to be told
   * @throws WrongAnswer when it does not hold
   */
  public static void that(String check, boolean holds, String otherwise, long value) {
    if (!holds || falsified(check)) {
      throw new WrongAnswer(check, String.format(Locale.ROOT, otherwise, value));
    }
  }

  /**
   * A condition must hold. For measured code: the message is only made when it does not.
   *
   * @param check names the check in the message
   * @param holds whether it does
   * @param otherwise what is wrong if not, with a {@code %d} for each of the values
   * @param first to be told
   * @param second to be told
   * @throws WrongAnswer when it does not hold
   */
  public static void that(String check, boolean holds, String otherwise, long first, long second) {
    if (!holds || falsified(check)) {
      throw new WrongAnswer(check, String.format(Locale.ROOT, otherwise, first, second));
    }
  }

  private static boolean falsified(String check) {
    String prefix = falsified;
    return prefix != null && check.startsWith(prefix);
  }

  private static String brief(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
