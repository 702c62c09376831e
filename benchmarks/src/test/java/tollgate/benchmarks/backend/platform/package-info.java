@NullMarked
package tollgate.benchmarks.backend.platform;

import org.jspecify.annotations.NullMarked;
