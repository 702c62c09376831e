@NullMarked
package tollgate.harness.model;

import org.jspecify.annotations.NullMarked;
