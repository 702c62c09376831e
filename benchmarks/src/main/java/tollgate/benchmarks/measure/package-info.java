/**
 * Latency histograms and counters of our benchmarks, reported as JMH secondary metrics.
 *
 * <p>Recorders belong to one thread each and take no lock; {@link
 * tollgate.benchmarks.measure.MetricsProfiler} empties them before and reads them after each
 * iteration, when no worker runs.
 *
 * <p>Beside them, the clients that benchmarks of several rooms measure with: connection pools, and
 * sessions with the hub.
 */
@NullMarked
package tollgate.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
