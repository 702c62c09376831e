/** Keeps results while JMH still runs. */
@NullMarked
package tollgate.probe.results;

import org.jspecify.annotations.NullMarked;
