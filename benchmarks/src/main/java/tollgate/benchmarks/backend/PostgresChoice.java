package tollgate.benchmarks.backend;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which PostgreSQL server to measure against. */
public sealed interface PostgresChoice {

  /** Environment variable with a JDBC URL. */
  String URL_VARIABLE = "TOLLGATE_POSTGRES_URL";

  /** Environment variable with the role, when the URL names none. */
  String USER_VARIABLE = "TOLLGATE_POSTGRES_USER";

  /** Environment variable with the password, when the URL holds none. */
  String PASSWORD_VARIABLE = "TOLLGATE_POSTGRES_PASSWORD";

  /** Environment variable with the image that {@code container} runs. */
  String IMAGE_VARIABLE = "TOLLGATE_POSTGRES_IMAGE";

  /** Image that {@code container} runs when none is named. */
  String DEFAULT_IMAGE = "postgres:18";

  /** Real binaries from the class path, started in a directory of their own. */
  record Embedded() implements PostgresChoice {}

  /**
   * A server that somebody else runs.
   *
   * @param address where it listens
   */
  record External(PostgresAddress address) implements PostgresChoice {}

  /**
   * A container started through Testcontainers.
   *
   * @param image an image that behaves as the official {@code postgres} image does
   */
  record Container(String image) implements PostgresChoice {}

  /**
   * Reads the choice.
   *
   * @param option what followed {@code --postgres}, null when it was not given
   * @param environment the environment variables
   * @return the option's choice, else the environment's, else embedded
   * @throws IllegalArgumentException when neither can be understood; the message repeats no secret
   */
  static PostgresChoice parse(@Nullable String option, Map<String, String> environment) {
    String text = option != null ? option : environment.getOrDefault(URL_VARIABLE, "embedded");
    String origin = option != null ? "--postgres" : URL_VARIABLE;
    if (text.equals("embedded")) {
      return new Embedded();
    }
    if (text.equals("container")) {
      return new Container(environment.getOrDefault(IMAGE_VARIABLE, DEFAULT_IMAGE));
    }
    if (text.startsWith("container:") && text.length() > "container:".length()) {
      return new Container(text.substring("container:".length()));
    }
    if (text.startsWith("jdbc:postgresql:")) {
      Function<String, @Nullable String> variable = environment::get;
      return new External(JdbcUrl.parse(text, origin, variable));
    }
    throw new IllegalArgumentException(
        origin
            + " is neither 'embedded', 'container', 'container:IMAGE' nor a URL that begins with"
            + " jdbc:postgresql:");
  }
}
