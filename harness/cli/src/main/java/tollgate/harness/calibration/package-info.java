/** Measures the gate's own error rates on simulated suites whose truth is known. */
@NullMarked
package tollgate.harness.calibration;

import org.jspecify.annotations.NullMarked;
