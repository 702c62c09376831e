/**
 * What a benchmark keeps in memory: heap that is left after garbage was collected, and the
 * process's memory in RAM, from before its set-up to before its tear-down.
 */
@NullMarked
package tollgate.probe.memory;

import org.jspecify.annotations.NullMarked;
