/** What is accepted: sessions by machine class and suite, with who, when and why. */
@NullMarked
package tollgate.harness.baseline;

import org.jspecify.annotations.NullMarked;
