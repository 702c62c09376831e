/** Pure functions on numbers: no input or output, no clock, no randomness without a seed. */
@NullMarked
package tollgate.harness.stats;

import org.jspecify.annotations.NullMarked;
