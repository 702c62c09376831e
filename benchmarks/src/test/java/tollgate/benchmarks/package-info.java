@NullMarked
package tollgate.benchmarks;

import org.jspecify.annotations.NullMarked;
