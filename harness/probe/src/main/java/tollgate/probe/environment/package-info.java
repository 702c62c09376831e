/**
 * What must be known about a run before its figures can be compared with another's: the machine,
 * the JVM, the code that was measured, and how much else the machine was doing.
 *
 * <p>Needs the JDK and JMH alone and works for any JMH jar, see {@link
 * tollgate.probe.environment.EnvironmentProfiler}. The file format is documented at {@link
 * tollgate.probe.environment.Environment}.
 */
@NullMarked
package tollgate.probe.environment;

import org.jspecify.annotations.NullMarked;
