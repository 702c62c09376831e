/** What the query paths of an agent platform cost on PostgreSQL through pgjdbc. */
@NullMarked
package tollgate.benchmarks.query;

import org.jspecify.annotations.NullMarked;
