@NullMarked
package tollgate.benchmarks.backend;

import org.jspecify.annotations.NullMarked;
