@NullMarked
package tollgate.benchmarks.coordination;

import org.jspecify.annotations.NullMarked;
