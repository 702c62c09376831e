@NullMarked
package tollgate.harness.read;

import org.jspecify.annotations.NullMarked;
