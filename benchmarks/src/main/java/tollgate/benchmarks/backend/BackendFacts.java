package tollgate.benchmarks.backend;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What must be known about a server to compare figures measured against it.
 *
 * @param name {@code postgres}, {@code hub}, {@code platform} or {@code redis}
 * @param kind how it was obtained, such as {@code embedded}, {@code external} or {@code container}
 * @param version the server's own version, such as {@code 18.6}
 * @param settings the settings that move figures, by the server's own names
 */
public record BackendFacts(String name, String kind, String version, Map<String, String> settings) {
  /** Copies the settings. */
  public BackendFacts {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }
}
