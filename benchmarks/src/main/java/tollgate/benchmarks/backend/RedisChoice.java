package tollgate.benchmarks.backend;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Which Redis server to measure against. */
sealed interface RedisChoice {
  /** Environment variable with {@code installed}, {@code embedded} or a URL. */
  String VARIABLE = "TOLLGATE_REDIS_URL";

  int DEFAULT_PORT = 6379;

  /** The server that is installed on this machine, or else the one from the class path. */
  record Found() implements RedisChoice {}

  /** The first {@code redis-server} or {@code valkey-server} on the path. */
  record Installed() implements RedisChoice {}

  /** A real binary from the class path. */
  record Embedded() implements RedisChoice {}

  /**
   * A server that somebody else runs.
   *
   * @param address where it listens
   */
  record External(RedisAddress address) implements RedisChoice {}

  /**
   * Reads the choice.
   *
   * @param environment the environment variables
   * @return what the variable says, else whatever is found
   * @throws BackendException when it cannot be understood; the message repeats no secret
   */
  static RedisChoice parse(Map<String, String> environment) {
    String text = environment.getOrDefault(VARIABLE, "");
    return switch (text) {
      case "" -> new Found();
      case "installed" -> new Installed();
      case "embedded" -> new Embedded();
      default -> new External(address(text));
    };
  }

  private static RedisAddress address(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      // Its message repeats the URL. A cause would carry it on.
      throw refused("is no URL; what is special in a user or password is written %25 and the like");
    }
    if ("rediss".equals(url.getScheme())) {
      throw refused("asks for TLS, which is not supported: use redis://");
    }
    if (!"redis".equals(url.getScheme()) || url.getHost() == null) {
      throw refused("is neither 'installed', 'embedded' nor redis://[USER:PASSWORD@]HOST[:PORT]");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw refused("may end with a database's number, /0, and with nothing else");
    }
    String info = url.getRawUserInfo() == null ? ":" : url.getRawUserInfo();
    int colon = info.indexOf(':');
    if (colon < 0) {
      throw refused("names a user without a password: use USER:PASSWORD@ or :PASSWORD@");
    }
    return new RedisAddress(
        url.getHost().replaceAll("[\\[\\]]", ""),
        url.getPort() < 0 ? DEFAULT_PORT : url.getPort(),
        decode(info.substring(0, colon)),
        decode(info.substring(colon + 1)),
        database(url.getPath()));
  }

  /** A plus sign is itself in this part of a URL. */
  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static int database(String path) {
    String number = path.replaceFirst("^/", "");
    if (!number.matches("\\d{0,4}")) {
      throw refused("may end with a database's number, /0, and with nothing else");
    }
    return number.isEmpty() ? 0 : Integer.parseInt(number);
  }

  private static BackendException refused(String why) {
    return new BackendException(VARIABLE + " " + why);
  }
}
