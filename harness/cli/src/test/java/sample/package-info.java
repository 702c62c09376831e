/** Somebody else's benchmarks: what a JMH jar that is not ours holds. */
@NullMarked
package sample;

import org.jspecify.annotations.NullMarked;
