package tollgate.harness.run;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tollgate.probe.Measurement;

/**
 * What one JMH process of an interleaved comparison measures: a benchmark method at one thread
 * count, with all its parameter values.
 *
 * @param benchmark full name
 * @param threads empty leaves it to the benchmark
 */
public record Subject(String benchmark, OptionalInt threads) {

  /** Arguments that select it and nothing else. */
  List<String> include() {
    return List.of("^" + Pattern.quote(benchmark) + "$");
  }

  /** A file name of its own. */
  String stem() {
    return new Measurement(benchmark, "any", new TreeMap<>(Map.of()), threads.orElse(0)).stem();
  }

  /** For people: class, method, threads. */
  @Override
  public String toString() {
    int method = benchmark.lastIndexOf('.');
    int type = method < 0 ? -1 : benchmark.lastIndexOf('.', method - 1);
    String name = benchmark.substring(type + 1);
    return threads.isPresent() ? name + " t=" + threads.getAsInt() : name;
  }
}
