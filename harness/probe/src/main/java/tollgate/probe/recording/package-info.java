/**
 * Records the measurement iterations of a fork with JDK Flight Recorder, one file per benchmark ×
 * parameters × threads × fork, none overwritten.
 */
@NullMarked
package tollgate.probe.recording;

import org.jspecify.annotations.NullMarked;
