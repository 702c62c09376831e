/**
 * The servers that benchmarks measure against: PostgreSQL, the hub, the agent platform and Redis.
 * Benchmarks ask {@link tollgate.benchmarks.backend.Backends} for an address and nothing else; who
 * started the server, and how, is decided elsewhere.
 */
@NullMarked
package tollgate.benchmarks.backend;

import org.jspecify.annotations.NullMarked;
