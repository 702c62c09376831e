package tollgate.benchmarks.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fault in what is measured, planted into its code or its data, fails the run with a line that
 * names the check; the same benchmarks pass without it. A run takes several plants, none of which
 * another's benchmark meets.
 */
@Tag("same-on-every-jdk")
class PlantedFaultsIT {
  private static final List<String> USUAL =
      List.of(
          ("-f 1 -wi 0 -i 1 -r 1s -t 6 -p poolSize=3 -p driver=STUB -p holdMicros=1000"
                  + " -p access=HELD -p bytes=1000 -p receivers=5 -p topology=CENTRALIZED"
                  + " -p leases=ROW_LOCK -p resources=1 -p leaseMicros=200 -p thinkMicros=0"
                  + " -p computeMicros=0")
              .split(" "));

  @TempDir private Path directory;

  @Test
  void run_withoutAPlant_passes() throws Exception {
    try (LaunchedRun run =
        start(
            Files.createDirectories(directory.resolve("planted")),
            "(pool\\.PoolContention|pool\\.PoolCycle|query\\.TextSearch|query\\.GraphTraverse"
                + "|query\\.PointRead|query\\.StateUpsert|query\\.Transfer|query\\.MixedReadWrite"
                + "|query\\.TaskQueue|websocket\\.Broadcast|websocket\\.FanIn"
                + "|coordination\\.Queue|coordination\\.Recovery|coordination\\.Consensus|coordination\\.Contention)\\.")) {
      assertThat(run.exitCode()).as(run.stdout() + run.stderr()).isZero();
      assertThat(run.stdout()).doesNotContain("check '");
    }
  }

  /** What comes twice, or never. */
  @Test
  void run_withPlantsInTheCode_failsAndNamesTheChecks() throws Exception {
    assertFails(
        planted(Plant.LENT_TWICE, Plant.NOT_SENT, Plant.CLAIMED_TWICE, Plant.COUNTED_TWICE),
        Map.of(
            "pool.PoolContention", "pool.exclusive",
            "websocket.Broadcast", "broadcast.delivered",
            "websocket.FanIn", "window.",
            "coordination.Queue", "queue.once",
            "coordination.Consensus", "consensus.votes"));
  }

  /** Other faults of the same systems. */
  @Test
  void run_withOtherPlantsInTheCode_failsAndNamesTheChecks() throws Exception {
    assertFails(
        planted(Plant.NOT_RETURNED, Plant.SENT_TWICE, Plant.NOT_LOCKED, Plant.NOT_DELIVERED),
        Map.of(
            "pool.PoolCycle", "pool.active",
            "websocket.Broadcast", "broadcast.once",
            "coordination.Queue", "queue.",
            "coordination.Contention", "lease.",
            "coordination.Consensus", "consensus.delivered"));
  }

  /** What is handed out by others than the queue in memory, and what is not committed. */
  @Test
  void run_withPlantsInTasksAndCommits_failsAndNamesTheChecks() throws Exception {
    assertFails(
        planted(Plant.MISTAKEN, Plant.INHERITED_TWICE, Plant.NOT_COMMITTED),
        Map.of(
            "coordination.Queue", "queue.once",
            "coordination.Recovery", "recovery.claim",
            "query.Transfer", "transfer.balance",
            "query.MixedReadWrite", "mixed.sent",
            "query.TaskQueue", "taskqueue.done"));
  }

  /** An index dropped, rows lost, rows changed, writes lost, waiting tasks lost. */
  @Test
  void run_withPlantsInTheDatabase_failsAndNamesTheChecks() throws Exception {
    assertFails(
        PlantedFolder.ofDatabase(
            "nodes_search",
            """
            delete from tollgate.edges where source_id % 20 = 0;
            update tollgate.nodes set label = 'x' where id % 20 = 0;
            create function tollgate.planted() returns trigger language plpgsql as $$
              begin if new.version % 2 = 0 then return old; end if; return new; end $$;
            create trigger planted before update on tollgate.agent_state
              for each row execute function tollgate.planted();
            create function tollgate.mislaid() returns trigger language plpgsql as $$
              begin delete from tollgate.tasks where id = (select id from tollgate.tasks
                where queue = 'taskqueue' and status = 'ready' and id % 20 = 0
                limit 1 for update skip locked); return null; end $$;
            create trigger mislaid after update on tollgate.tasks
              for each row execute function tollgate.mislaid()""",
            directory.resolve("planted")),
        Map.of(
            "query.TextSearch", "plan.index",
            "query.GraphTraverse", "traverse.nodes",
            "query.PointRead", "read.label",
            "query.StateUpsert", "upsert.version",
            "query.TaskQueue", "taskqueue.ready"));
  }

  private Path planted(Plant... plants) throws IOException {
    Path folder = directory.resolve("planted");
    for (Plant plant : plants) {
      PlantedFolder.of(plant, folder);
    }
    return folder;
  }

  /** Each benchmark meets one of the plants, which is what its line must say. */
  private void assertFails(Path planted, Map<String, String> checksByBenchmark) throws Exception {
    try (LaunchedRun run =
        start(
            planted,
            checksByBenchmark.keySet().stream()
                .map(benchmark -> benchmark.replace(".", "\\."))
                .collect(Collectors.joining("|", "(", ")\\.")))) {
      assertThat(run.exitCode()).as(run.stdout() + run.stderr()).isEqualTo(1);
      checksByBenchmark.forEach(
          (benchmark, check) -> {
            assertThat(run.stdout().lines())
                .anyMatch(line -> line.contains("WrongAnswer: check '" + check));
            assertThat(run.stderr().lines())
                .anyMatch(
                    line ->
                        line.contains(benchmark + ".")
                            && line.contains(" failed: check '" + check));
          });
    }
  }

  private LaunchedRun start(Path planted, String benchmarks) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(benchmarks));
    arguments.addAll(USUAL);
    return LaunchedRun.in(directory)
        .firstOnClassPath(planted)
        .start(arguments.toArray(new String[0]));
  }
}
