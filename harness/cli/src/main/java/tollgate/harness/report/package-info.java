/** Pages for a browser: one file each, nothing fetched, data apart from markup. */
@NullMarked
package tollgate.harness.report;

import org.jspecify.annotations.NullMarked;
