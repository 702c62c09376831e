package tollgate.harness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What JMH says it would measure ({@code -lp}).
 *
 * @param benchmarks full names
 * @param measurements benchmarks × parameter values, in one mode each
 */
record Listing(List<String> benchmarks, int measurements) {

  private static final Pattern PARAMETER = Pattern.compile("\\s+param \".*\" = \\{(.*)\\}");
  private static final Pattern NAME = Pattern.compile("[\\w$.]+\\.[\\w$]+");

  Listing {
    benchmarks = List.copyOf(benchmarks);
  }

  static Listing parse(List<String> lines) {
    List<String> names = new ArrayList<>();
    int total = 0;
    int combinations = 0;
    for (String line : lines) {
      Matcher parameter = PARAMETER.matcher(line);
      if (parameter.matches()) {
        combinations *= parameter.group(1).split(", ", -1).length;
      } else if (NAME.matcher(line).matches()) {
        total += combinations;
        combinations = 1;
        names.add(line);
      }
    }
    return new Listing(names, total + combinations);
  }
}
