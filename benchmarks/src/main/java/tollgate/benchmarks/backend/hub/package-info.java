/**
 * The hub: a WebSocket and HTTP server that runs in a JVM of its own, so that its work is not
 * counted among the clients'. Nothing outside this package knows which server library it uses.
 */
@NullMarked
package tollgate.benchmarks.backend.hub;

import org.jspecify.annotations.NullMarked;
