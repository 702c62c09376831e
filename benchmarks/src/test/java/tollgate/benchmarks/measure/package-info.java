@NullMarked
package tollgate.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
