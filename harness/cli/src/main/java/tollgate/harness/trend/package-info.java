/** How scores moved from session to session, and when they stepped. */
@NullMarked
package tollgate.harness.trend;

import org.jspecify.annotations.NullMarked;
