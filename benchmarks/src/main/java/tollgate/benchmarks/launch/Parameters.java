package tollgate.benchmarks.launch;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.runner.options.Options;

/**
 * Values of {@code -p} that no fork could take. JMH would find out in each fork anew, after all
 * servers were started, and print a stack trace.
 */
final class Parameters {
  private Parameters() {}

  /**
   * Checks what was given to the selected benchmarks' own parameters.
   *
   * @throws UsageException one line with the values there are, when a value is none of them
   */
  static void check(Options options) throws UsageException {
    for (Class<?> benchmark : Selection.classes(options)) {
      for (Field field : benchmark.getFields()) {
        if (field.isAnnotationPresent(Param.class)
            && options.getParameter(field.getName()).hasValue()) {
          check(field, options.getParameter(field.getName()).get());
        }
      }
    }
  }

  private static void check(Field field, Collection<String> values) throws UsageException {
    for (String value : values) {
      String option = "-p " + field.getName() + "=" + value;
      Class<?> type = field.getType();
      if (type.isEnum()) {
        List<String> names =
            Arrays.stream(type.getEnumConstants()).map(each -> ((Enum<?>) each).name()).toList();
        if (!names.contains(value)) {
          throw new UsageException(
              option
                  + ": "
                  + benchmark(field)
                  + " knows "
                  + names.stream().collect(Collectors.joining(", ")));
        }
      } else if (!isNumber(type, value)) {
        throw new UsageException(
            option
                + ": "
                + benchmark(field)
                + " wants a "
                + (type == double.class ? "number" : "whole number"));
      }
    }
  }

  private static String benchmark(Field field) {
    return field.getDeclaringClass().getSimpleName();
  }

  /** Of the types that parameters of ours have; all else is text. */
  private static boolean isNumber(Class<?> type, String value) {
    try {
      if (type == int.class) {
        Integer.parseInt(value);
      } else if (type == long.class) {
        Long.parseLong(value);
      } else if (type == double.class) {
        return Double.isFinite(Double.parseDouble(value));
      }
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
