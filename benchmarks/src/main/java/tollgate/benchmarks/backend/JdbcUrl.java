package tollgate.benchmarks.backend;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** Takes the credentials out of a PostgreSQL JDBC URL, so that the rest can be shown. */
final class JdbcUrl {
  private JdbcUrl() {}

  /**
   * Splits a URL.
   *
   * @param url begins with {@code jdbc:postgresql:}
   * @param origin where the user wrote it, for the message
   * @param environment looks up an environment variable
   * @throws IllegalArgumentException when pgjdbc would not understand it
   */
  static PostgresAddress parse(
      String url, String origin, Function<String, @Nullable String> environment) {
    if (url.substring(0, url.indexOf('?') < 0 ? url.length() : url.indexOf('?')).contains("@")) {
      throw new IllegalArgumentException(
          origin
              + ": pgjdbc takes no user:password@host; use ?user=…&password=… or "
              + PostgresChoice.USER_VARIABLE
              + " and "
              + PostgresChoice.PASSWORD_VARIABLE);
    }
    String user = environment.apply(PostgresChoice.USER_VARIABLE);
    String password = environment.apply(PostgresChoice.PASSWORD_VARIABLE);
    int question = url.indexOf('?');
    String bare = question < 0 ? url : url.substring(0, question);
    List<String> kept = new ArrayList<>();
    for (String parameter : question < 0 ? new String[0] : url.substring(question + 1).split("&")) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : decode(parameter.substring(equals + 1), name, origin);
      switch (name) {
        case "user" -> user = value;
        case "password" -> password = value;
        case "sslpassword" ->
            throw new IllegalArgumentException(
                origin + ": sslpassword is not supported; use a client key without a passphrase");
        default -> kept.add(parameter);
      }
    }
    String stripped = kept.isEmpty() ? bare : bare + "?" + String.join("&", kept);
    if (Driver.parseURL(stripped, null) == null) {
      throw new IllegalArgumentException(
          origin
              + " is no JDBC URL that pgjdbc understands: expected"
              + " jdbc:postgresql://HOST:PORT/DATABASE, got "
              + stripped);
    }
    return new PostgresAddress(
        stripped,
        user == null ? System.getProperty("user.name", "postgres") : user,
        password == null ? "" : password);
  }

  private static String decode(String value, String name, String origin) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          origin + ": parameter " + name + " is not URL-encoded: a % must be written %25", e);
    }
  }
}
