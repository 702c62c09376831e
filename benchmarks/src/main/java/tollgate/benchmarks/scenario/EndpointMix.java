package tollgate.benchmarks.scenario;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tollgate.benchmarks.scenario.HttpEndpoints.Endpoint;

/**
 * All endpoints together: which one an arrival asks, and the 95th percentile and number of each
 * one's responses, {@code stats.p95}, {@code stats.samples} and so on.
 */
final class EndpointMix implements OpenLoop.Observer {
  /** Of ten arrivals; spread, so that none comes in a burst of its own. */
  private static final List<Endpoint> TEN =
      List.of(
          Endpoint.HEALTH,
          Endpoint.STATS,
          Endpoint.SEARCH,
          Endpoint.HEALTH,
          Endpoint.STATS,
          Endpoint.TRAVERSE,
          Endpoint.HEALTH,
          Endpoint.SEARCH,
          Endpoint.STATS,
          Endpoint.HEALTH);

  private final Map<Endpoint, Histogram> responses = new EnumMap<>(Endpoint.class);

  /** Registers the metrics. */
  EndpointMix() {
    for (Endpoint endpoint : TEN) {
      responses.computeIfAbsent(endpoint, EndpointMix::register);
    }
  }

  private static Histogram register(Endpoint endpoint) {
    Histogram own = Tally.histogram();
    Tally.report(endpoint.name().toLowerCase(Locale.ROOT), own, 95);
    return own;
  }

  /** What an arrival asks. */
  static Endpoint of(int arrival) {
    return TEN.get(arrival % TEN.size());
  }

  @Override
  public synchronized void begin(long startNanos) {
    responses.values().forEach(Histogram::reset);
  }

  @Override
  public synchronized void served(int arrival, long dueNanos, long responseNanos) {
    Histogram own = responses.get(of(arrival));
    if (own != null) {
      own.recordValue(responseNanos);
    }
  }
}
