package tollgate.harness.model;

/**
 * A method on a stack. Lines are left out: a method is hot, whichever of its lines was seen.
 *
 * @param type fully qualified class name, empty for a frame that stands for several
 * @param method its name
 */
public record Frame(String type, String method) {

  /** {@code java.util.HashMap.get}. */
  @Override
  public String toString() {
    return type.isEmpty() ? method : type + "." + method;
  }
}
