package tollgate.harness.scaling;

import java.util.Optional;

/**
 * A result, or the reason why there is none: what the data cannot say is never made up.
 *
 * @param <T> what is asked for
 */
public sealed interface Answer<T> {

  /** It is known. */
  record Known<T>(T value) implements Answer<T> {}

  /**
   * It cannot be said.
   *
   * @param reason one sentence for people: what is missing and how to get it
   */
  record CannotSay<T>(String reason) implements Answer<T> {}

  /** A known answer. */
  static <T> Answer<T> of(T value) {
    return new Known<>(value);
  }

  /** No answer, and why. */
  static <T> Answer<T> cannotSay(String reason) {
    return new CannotSay<>(reason);
  }

  /** The value, if it is known. */
  default Optional<T> known() {
    return this instanceof Known<T> known ? Optional.of(known.value()) : Optional.empty();
  }

  /** Why it is unknown; empty text when it is known. */
  default String reason() {
    return this instanceof CannotSay<T> unknown ? unknown.reason() : "";
  }
}
