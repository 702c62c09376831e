@NullMarked
package tollgate.harness.scaling;

import org.jspecify.annotations.NullMarked;
