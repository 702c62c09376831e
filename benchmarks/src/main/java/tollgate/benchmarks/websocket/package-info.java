/** What messages over WebSocket cost, with the Tyrus client against the hub. */
@NullMarked
package tollgate.benchmarks.websocket;

import org.jspecify.annotations.NullMarked;
