@NullMarked
package tollgate.benchmarks.query;

import org.jspecify.annotations.NullMarked;
