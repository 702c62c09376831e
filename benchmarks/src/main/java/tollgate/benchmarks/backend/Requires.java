package tollgate.benchmarks.backend;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the servers that the benchmarks of a class need, so that one invocation starts each of them
 * once, before the first fork, and starts none that nobody asked for.
 *
 * <p>A class without it needs none. A benchmark that asks {@link Backends} for a server it did not
 * name still gets one, but every fork then starts its own.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Requires {
  /**
   * The servers needed.
   *
   * @return at least one
   */
  Need[] value();
}
