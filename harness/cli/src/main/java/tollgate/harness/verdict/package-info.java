@NullMarked
package tollgate.harness.verdict;

import org.jspecify.annotations.NullMarked;
