package tollgate.probe;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * What one JMH measurement is, and how files about it are named.
 *
 * @param benchmark fully qualified benchmark method
 * @param mode JMH's short name of the mode
 * @param params parameters by name
 * @param threads worker threads
 */
public record Measurement(
    String benchmark, String mode, SortedMap<String, String> params, int threads) {

  private static final int LONGEST = 80;

  /** The measurement that JMH describes. */
  public static Measurement of(BenchmarkParams benchmark) {
    SortedMap<String, String> params = new TreeMap<>();
    for (String key : benchmark.getParamsKeys()) {
      params.put(key, benchmark.getParam(key));
    }
    return new Measurement(
        benchmark.getBenchmark(), benchmark.getMode().shortLabel(), params, benchmark.getThreads());
  }

  /**
   * {@code PointRead.prepared-thrpt-agents=100-1a2b3c4d-t50}: letters, digits, {@code . _ = -}
   * only, at most {@value #LONGEST} characters before the hash, which keeps names apart whose
   * readable part is cut or equal (same class name in two packages, parameters holding slashes).
   */
  public String stem() {
    StringBuilder readable = new StringBuilder(shortName()).append('-').append(mode);
    params.forEach((key, value) -> readable.append('-').append(key).append('=').append(value));
    String safe = readable.toString().replaceAll("[^A-Za-z0-9._=-]+", "_");
    String cut = safe.length() > LONGEST ? safe.substring(0, LONGEST) : safe;
    return cut + "-" + hash() + "-t" + threads;
  }

  private String shortName() {
    int method = benchmark.lastIndexOf('.');
    int type = method < 0 ? -1 : benchmark.lastIndexOf('.', method - 1);
    return benchmark.substring(type + 1);
  }

  private String hash() {
    CRC32 crc = new CRC32();
    update(crc, benchmark);
    for (Map.Entry<String, String> entry : params.entrySet()) {
      update(crc, entry.getKey());
      update(crc, entry.getValue());
    }
    return String.format("%08x", crc.getValue());
  }

  private static void update(CRC32 crc, String text) {
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    crc.update(0);
  }
}
