package tollgate.benchmarks.domain;

/** Lets a test spoil the answers of a benchmark in the same JVM. */
public final class Falsified implements AutoCloseable {
  /** Spoils every check whose name begins so, until closed. */
  public Falsified(String prefix) {
    Check.falsify(prefix);
  }

  @Override
  public void close() {
    Check.falsify(null);
  }
}
