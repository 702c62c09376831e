/** Faults of a network, made on purpose, between a client and a server that know nothing of it. */
@NullMarked
package tollgate.benchmarks.backend.fault;

import org.jspecify.annotations.NullMarked;
