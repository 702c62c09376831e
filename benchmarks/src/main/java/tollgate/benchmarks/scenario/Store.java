package tollgate.benchmarks.scenario;

import java.util.List;
import tollgate.benchmarks.domain.Generated;

/**
 * A real server on which users keep a numbered value each, reached through a pool of connections. A
 * newer value replaces an older one and never the other way round, however late a write arrives.
 */
interface Store extends AutoCloseable {
  /** Length of a value's text. */
  int TEXT_BYTES = 200;

  /**
   * Borrows a connection.
   *
   * @return to be given back soon, by closing it
   * @throws CallFailed {@link Failure#OVERLOADED} when none becomes free in time, {@link
   *     Failure#CONNECTION} or {@link Failure#TIMEOUT} when none can be opened
   */
  Session borrow() throws CallFailed;

  /** Connections that are lent. */
  int lent();

  /** Connections that the pool has, lent or not. */
  int connections();

  /**
   * What is stored, asked for on a way of its own that nothing disturbs.
   *
   * @param users how many, from user 0
   * @return a value for each
   */
  List<Value> stored(int users) throws Exception;

  /** Deletes what users wrote, and closes the pool. */
  @Override
  void close() throws Exception;

  /**
   * What a user keeps.
   *
   * @param number 0 for nothing yet
   * @param text follows from user and number
   */
  record Value(long number, String text) {
    static final Value NONE = new Value(0, "");

    /** The one that a user writes. */
    static Value of(int user, long number) {
      return new Value(number, Generated.state(user, number, TEXT_BYTES));
    }
  }

  /** A borrowed connection. */
  interface Session extends AutoCloseable {
    /**
     * Writes, unless a newer value is stored.
     *
     * @throws CallFailed when nobody acknowledged it; it may have been written all the same
     */
    void write(int user, Value value) throws CallFailed;

    /** Reads what is stored. */
    Value read(int user) throws CallFailed;

    /** Gives the connection back; a broken one is replaced. */
    @Override
    void close();
  }
}
