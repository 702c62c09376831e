/** Keeps forked JVMs from outliving the JVM that started them. */
@NullMarked
package tollgate.probe.fork;

import org.jspecify.annotations.NullMarked;
