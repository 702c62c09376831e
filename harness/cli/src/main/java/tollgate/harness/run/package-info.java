@NullMarked
package tollgate.harness.run;

import org.jspecify.annotations.NullMarked;
