/** Reads JDK Flight Recorder files and the index that the probe writes beside them. */
@NullMarked
package tollgate.harness.read.jfr;

import org.jspecify.annotations.NullMarked;
