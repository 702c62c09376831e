/** The packaged harness as a process, on a JMH jar that is not ours. */
@NullMarked
package tollgate.harness.process;

import org.jspecify.annotations.NullMarked;
