@NullMarked
package tollgate.harness.profile;

import org.jspecify.annotations.NullMarked;
