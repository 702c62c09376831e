/**
 * The time ledger: splits the worker threads' wall time of any JMH benchmark into causes that sum
 * to it.
 *
 * <p>In the fork, {@link tollgate.probe.ledger.LedgerExecutor} holds the workers, {@link
 * tollgate.probe.ledger.WindowSampler} reads their clocks near both ends of the measured loop, and
 * a flight recording of our own settings takes their waits. After the fork the parent parses the
 * recording and adds {@code time.*} metrics to each iteration.
 */
@NullMarked
package tollgate.probe.ledger;

import org.jspecify.annotations.NullMarked;
