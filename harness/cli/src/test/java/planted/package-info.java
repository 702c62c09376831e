/** Benchmarks that can be made slower in one known way each; they know nothing of Tollgate. */
@NullMarked
package planted;

import org.jspecify.annotations.NullMarked;
