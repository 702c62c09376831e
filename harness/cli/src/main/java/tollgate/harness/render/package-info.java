@NullMarked
package tollgate.harness.render;

import org.jspecify.annotations.NullMarked;
