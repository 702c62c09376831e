/** What a connection pool costs: when nothing waits, and when agents outnumber connections. */
@NullMarked
package tollgate.benchmarks.pool;

import org.jspecify.annotations.NullMarked;
