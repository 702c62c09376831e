package tollgate.benchmarks.backend;

import java.net.URI;

/**
 * Where an agent platform answers.
 *
 * @param base its URL without a slash at the end, such as {@code http://127.0.0.1:8080}
 */
public record PlatformAddress(String base) {
  /** Environment variable with the URL of a platform that runs already. */
  public static final String VARIABLE = "TOLLGATE_PLATFORM_URL";

  /** Checks the form. */
  public PlatformAddress {
    if (!base.matches("https?://[^/?#@]+")) {
      throw new IllegalArgumentException(
          VARIABLE + " must be http://HOST:PORT or https://HOST:PORT, without a path or a user");
    }
  }

  /**
   * A platform on the loopback interface.
   *
   * @param port TCP port
   * @return {@code http://127.0.0.1:<port>}
   */
  public static PlatformAddress local(int port) {
    return new PlatformAddress("http://127.0.0.1:" + port);
  }

  /**
   * An HTTP endpoint.
   *
   * @param path begins with a slash: {@code /api/graph/stats}
   * @return its URL
   */
  public URI http(String path) {
    return URI.create(base + path);
  }

  /**
   * A WebSocket endpoint.
   *
   * @param path begins with a slash: {@code /ws/updates}
   * @return its URL
   */
  public URI webSocket(String path) {
    return URI.create("ws" + base.substring("http".length()) + path);
  }

  /**
   * The TCP port.
   *
   * @return from 1
   */
  public int port() {
    int port = URI.create(base).getPort();
    return port > 0 ? port : base.startsWith("https") ? 443 : 80;
  }
}
