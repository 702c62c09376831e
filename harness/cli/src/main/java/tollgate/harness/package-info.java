@NullMarked
package tollgate.harness;

import org.jspecify.annotations.NullMarked;
