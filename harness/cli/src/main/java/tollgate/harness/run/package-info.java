/** Drives JMH as processes: what is measured, in which order, and what becomes of the results. */
@NullMarked
package tollgate.harness.run;

import org.jspecify.annotations.NullMarked;
