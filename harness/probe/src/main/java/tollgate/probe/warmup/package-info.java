/** Lets the JVM finish compiling before anything is measured. */
@NullMarked
package tollgate.probe.warmup;

import org.jspecify.annotations.NullMarked;
