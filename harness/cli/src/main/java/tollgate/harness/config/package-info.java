@NullMarked
package tollgate.harness.config;

import org.jspecify.annotations.NullMarked;
