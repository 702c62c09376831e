/** Somebody else's scenario: a benchmark that says itself how long it takes. */
@NullMarked
package errands;

import org.jspecify.annotations.NullMarked;
