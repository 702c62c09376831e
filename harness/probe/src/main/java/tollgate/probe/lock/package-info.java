/**
 * How much of the time a lock is held and waited for: what {@code gil_load} and {@code py-spy
 * --gil} tell of Python's interpreter lock, for any lock of a JVM.
 */
@NullMarked
package tollgate.probe.lock;

import org.jspecify.annotations.NullMarked;
