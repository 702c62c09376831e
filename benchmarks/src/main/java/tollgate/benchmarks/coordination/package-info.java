/**
 * What it costs agents to work together.
 *
 * <p>An agent's step is: wait ({@code thinkMicros}, as for a model's answer), compute ({@code
 * computeMicros} of CPU time), coordinate. {@link tollgate.benchmarks.coordination.Independent}
 * agents leave out the last, so 1 − X(coordinated, N) / X(independent, N) at the same N, think,
 * compute and runtime is what coordination alone takes; what the machine cannot give anyone, nor
 * the lock where agents take turns to run ({@code runtime=GIL}), cancels out.
 */
@NullMarked
package tollgate.benchmarks.coordination;

import org.jspecify.annotations.NullMarked;
