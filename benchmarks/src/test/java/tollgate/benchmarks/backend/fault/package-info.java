@NullMarked
package tollgate.benchmarks.backend.fault;

import org.jspecify.annotations.NullMarked;
