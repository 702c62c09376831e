/**
 * Load tests of an agent platform over HTTP: open loop, with service-level objectives. Each class
 * is a scenario; JMH threads are users, a single shot is one run of it.
 */
@NullMarked
package tollgate.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
