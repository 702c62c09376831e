package tollgate.benchmarks.coordination;

/** What agents run on. */
public enum AgentRuntime {
  /** Threads of the operating system, as many at once as there are CPUs. */
  PLATFORM,
  /** The same threads under CPython's lock: one agent at a time runs, the others wait for it. */
  GIL
}
