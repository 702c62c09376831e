@NullMarked
package tollgate.probe;

import org.jspecify.annotations.NullMarked;
