package tollgate.probe.environment;

import java.util.regex.Pattern;

/** Takes secrets out of text that is going to be stored or shown. */
public final class Redaction {
  private static final String HIDDEN = "***";

  /** {@code password=…}, {@code -Ddb.passwd=…}, {@code api-token: …}, up to a separator. */
  private static final Pattern KEY_VALUE =
      Pattern.compile(
          "(?i)([\\w.%-]*(?:password|passwd|passphrase|pwd|secret|token|credential)[\\w.-]*"
              + "\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|[^&;,\\s\"']+)");

  /** {@code //user:password@host}. */
  private static final Pattern USER_INFO = Pattern.compile("(//[^/:@\\s]*:)([^/\\s]*)(@)");

  private static final Pattern JDBC_PASSWORD =
      Pattern.compile("(?is).*jdbc:.*([?&;]\\s*(ssl)?password=[^&;\\s]+|//[^/:@\\s]*:[^/\\s]+@).*");

  private Redaction() {}

  /**
   * The text with the values of everything that is called a password, token or secret replaced.
   *
   * @param text any text
   * @return the text with {@code ***} in place of each secret
   */
  public static String redact(String text) {
    String hidden = KEY_VALUE.matcher(text).replaceAll("$1" + HIDDEN);
    return USER_INFO.matcher(hidden).replaceAll("$1" + HIDDEN + "$3");
  }

  /**
   * Whether a text holds a JDBC URL together with a password.
   *
   * @param text any text
   * @return true when storing it would store the password
   */
  public static boolean holdsJdbcPassword(String text) {
    return JDBC_PASSWORD.matcher(text).matches();
  }
}
