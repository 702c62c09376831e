package tollgate.harness.config;

import java.util.List;

/**
 * A named selection of measurements: what {@code gate} runs when it is given no result.
 *
 * @param name as in {@code --suite} and in the path of its baselines
 * @param profile how long to measure: {@code quick}, {@code standard} or {@code full}
 * @param threads worker thread counts
 * @param include regular expressions on benchmark names; empty for all
 * @param params which values of parameters, {@code name=value,value}, as JMH's {@code -p}; those of
 *     the benchmarks for all others
 * @param loads whether it holds scenarios, whose profile is a load: {@code baseline}, {@code
 *     standard}, {@code peak}, {@code stress} or {@code soak}
 */
public record Suite(
    String name,
    String profile,
    List<Integer> threads,
    List<String> include,
    List<String> params,
    boolean loads) {

  public Suite {
    threads = List.copyOf(threads);
    include = List.copyOf(include);
    params = List.copyOf(params);
  }
}
