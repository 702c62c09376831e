@NullMarked
package tollgate.benchmarks.websocket;

import org.jspecify.annotations.NullMarked;
