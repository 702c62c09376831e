@NullMarked
package tollgate.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
