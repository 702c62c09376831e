@NullMarked
package tollgate.benchmarks.backend.hub;

import org.jspecify.annotations.NullMarked;
