@NullMarked
package tollgate.benchmarks.launch;

import org.jspecify.annotations.NullMarked;
