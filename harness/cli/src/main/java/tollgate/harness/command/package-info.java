@NullMarked
package tollgate.harness.command;

import org.jspecify.annotations.NullMarked;
