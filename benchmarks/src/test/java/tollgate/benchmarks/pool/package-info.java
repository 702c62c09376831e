@NullMarked
package tollgate.benchmarks.pool;

import org.jspecify.annotations.NullMarked;
