@NullMarked
package tollgate.benchmarks.domain;

import org.jspecify.annotations.NullMarked;
