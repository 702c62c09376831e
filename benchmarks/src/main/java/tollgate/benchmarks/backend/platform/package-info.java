/**
 * The reference agent platform: HTTP and WebSocket over PostgreSQL, in a JVM of its own. Nothing
 * outside this package knows which server library it uses.
 */
@NullMarked
package tollgate.benchmarks.backend.platform;

import org.jspecify.annotations.NullMarked;
