package tollgate.benchmarks.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The configuration of the servers that we start ourselves: as durable as a production server. */
final class ServerSettings {
  /** Settings that move figures, recorded from whatever server is used. */
  static final List<String> RECORDED =
      List.of(
          "autovacuum",
          "block_size",
          "checkpoint_timeout",
          "commit_delay",
          "data_checksums",
          "default_transaction_isolation",
          "effective_cache_size",
          "fsync",
          "full_page_writes",
          "huge_pages",
          "io_method",
          "jit",
          "lc_collate",
          "listen_addresses",
          "maintenance_work_mem",
          "max_connections",
          "max_parallel_workers_per_gather",
          "max_wal_size",
          "password_encryption",
          "random_page_cost",
          "server_encoding",
          "shared_buffers",
          "shared_preload_libraries",
          "ssl",
          "synchronous_commit",
          "synchronous_standby_names",
          "track_io_timing",
          "wal_compression",
          "wal_level",
          "wal_sync_method",
          "work_mem");

  private ServerSettings() {}

  /**
   * What we start our own servers with. The embedded library and Testcontainers both turn
   * durability off; a write that does not reach the disk measures nothing that anyone runs.
   */
  static Map<String, String> durable() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("fsync", "on");
    settings.put("synchronous_commit", "on");
    settings.put("full_page_writes", "on");
    // 200 agents, each pool's own connections, the ones that observe, and room for a leak.
    settings.put("max_connections", "500");
    settings.put("shared_buffers", "256MB");
    // Compiling a query in the middle of an iteration is a cost of the query's first plans.
    settings.put("jit", "off");
    // A forced checkpoint in one fork and none in the next would be the difference between them.
    settings.put("max_wal_size", "4GB");
    // Serialization failures are expected and retried; writing each to a log is not the question.
    // "log" ranks above "error", and a container is known to be ready by a line of that rank.
    settings.put("log_min_messages", "log");
    settings.put("timezone", "UTC");
    return settings;
  }

  /** The same as arguments of the {@code postgres} command. */
  static List<String> asArguments() {
    List<String> arguments = new ArrayList<>();
    durable().forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    return arguments;
  }
}
