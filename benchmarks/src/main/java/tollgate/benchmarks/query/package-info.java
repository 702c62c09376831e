/**
 * What the query paths of an agent platform cost on PostgreSQL through pgjdbc.
 *
 * <p>Where threads outnumber the connections of the pool a thread may wait for one, or a statement
 * for its answer, for longer than an iteration: for up to 30 s, then the run fails. {@link
 * tollgate.benchmarks.measure.Pools} says why.
 */
@NullMarked
package tollgate.benchmarks.query;

import org.jspecify.annotations.NullMarked;
