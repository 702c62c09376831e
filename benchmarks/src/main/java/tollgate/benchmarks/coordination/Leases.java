package tollgate.benchmarks.coordination;

/** Exclusive use of one of several resources, for an agent at a time. */
interface Leases extends AutoCloseable {
  /** Resources, numbered from 0. */
  int resources();

  /** One agent's access, used by one thread. */
  Client open(long agent) throws Exception;

  /** Grants that the leases themselves remember, or -1 when they keep no record. */
  long recordedGrants() throws Exception;

  @Override
  void close() throws Exception;

  /** One agent's access. */
  interface Client extends AutoCloseable {
    /** Waits for the lease, ten seconds at most. */
    void acquire(int resource) throws Exception;

    /** Gives it back. */
    void release(int resource) throws Exception;

    @Override
    void close() throws Exception;
  }
}
