package tollgate.harness.baseline;

import java.util.regex.Pattern;
import tollgate.harness.model.InputException;

/** Names that become folders: an environment file must not choose where we write. */
final class SafeName {

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,119}");

  private SafeName() {}

  static boolean isSafe(String name) {
    return SAFE.matcher(name).matches();
  }

  /**
   * @throws InputException when {@code name} is not fit to be a folder
   */
  static String check(String what, String name) {
    if (!isSafe(name)) {
      throw new InputException(
          what + " \"" + name + "\": use letters, digits, '.', '_' and '-', at most 120");
    }
    return name;
  }
}
