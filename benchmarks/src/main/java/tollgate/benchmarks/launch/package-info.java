/**
 * One invocation of the benchmarks: JMH's own command line and runner, around which backends are
 * started and stopped, and what was measured is kept.
 */
@NullMarked
package tollgate.benchmarks.launch;

import org.jspecify.annotations.NullMarked;
