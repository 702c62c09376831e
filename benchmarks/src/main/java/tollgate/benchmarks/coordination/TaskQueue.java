package tollgate.benchmarks.coordination;

import org.jspecify.annotations.Nullable;

/** Tasks that many agents put and take, each to be done exactly once. */
interface TaskQueue extends AutoCloseable {
  /** One agent's access, used by one thread. */
  Client open(int agent) throws Exception;

  /** Forgets the tasks that are done, so that a queue does not slow down over a trial. */
  void tidy() throws Exception;

  /** Tasks neither done nor claimed. */
  Iterable<Long> remaining() throws Exception;

  @Override
  void close() throws Exception;

  /** One agent's access. */
  interface Client extends AutoCloseable {
    /**
     * Adds a task: the queue has it before it answers this client's next claim, and a table has it
     * for good when this returns.
     */
    void put(long task) throws Exception;

    /**
     * Takes a task away from all others, after waiting a while or not; null when none is visible.
     */
    @Nullable Long claim() throws Exception;

    /** Says that the claimed task is done. */
    void complete(long task) throws Exception;

    @Override
    void close() throws Exception;
  }
}
