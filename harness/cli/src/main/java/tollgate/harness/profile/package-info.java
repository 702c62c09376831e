/** What recordings say: pure functions from recordings to summaries and differences. */
@NullMarked
package tollgate.harness.profile;

import org.jspecify.annotations.NullMarked;
