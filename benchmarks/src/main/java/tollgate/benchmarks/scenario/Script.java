package tollgate.benchmarks.scenario;

/** What happens in each shot of a scenario; all but {@link #user} is called by one thread. */
interface Script extends AutoCloseable {
  /** How many users take part at least; a shot has as many, or as JMH has threads. */
  int users();

  /** Makes everything ready for the next shot; not part of its time. */
  void prepare() throws Exception;

  /** All users are there: the shot begins. */
  void start();

  /**
   * What one user does from start to end, on a thread of its own.
   *
   * @param index from 0
   * @throws Exception when the run must fail, as when an answer was wrong
   */
  void user(int index) throws Exception;

  /**
   * What is going on, for somebody who waits: part of a line, asked by a thread of its own while
   * users act, so it takes no lock of theirs.
   */
  default String progress() {
    return "";
  }

  /** All users are done: checks what is left, closes the figures. Not part of the shot's time. */
  void end() throws Exception;

  /** Leaves nothing behind. */
  @Override
  void close() throws Exception;
}
