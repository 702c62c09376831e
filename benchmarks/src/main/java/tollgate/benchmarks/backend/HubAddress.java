package tollgate.benchmarks.backend;

import java.net.URI;

/**
 * Where the hub listens.
 *
 * @param port TCP port on the loopback interface
 */
public record HubAddress(int port) {

  /**
   * A WebSocket endpoint of the hub.
   *
   * @param path begins with a slash: {@code /ws/echo} or {@code /ws/broadcast/<room>}
   * @return {@code ws://127.0.0.1:<port><path>}
   */
  public URI webSocket(String path) {
    return URI.create("ws://127.0.0.1:" + port + path);
  }

  /**
   * An HTTP endpoint of the hub.
   *
   * @param path begins with a slash: {@code /health} or {@code /stats}
   * @return {@code http://127.0.0.1:<port><path>}
   */
  public URI http(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
