@NullMarked
package tollgate.harness.stats;

import org.jspecify.annotations.NullMarked;
