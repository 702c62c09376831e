package tollgate.benchmarks.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A fault in what is measured, planted into its code or its data, fails the run with a line that
 * names the check; the same benchmarks pass without it.
 */
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
                + "|query\\.TaskQueue|websocket\\.Broadcast"
                + "|coordination\\.Queue|coordination\\.Consensus|coordination\\.Contention)\\.")) {
      assertThat(run.exitCode()).as(run.stdout() + run.stderr()).isZero();
      assertThat(run.stdout()).doesNotContain("check '");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LENT_TWICE,    pool.PoolContention,      pool.exclusive",
    "NOT_RETURNED,  pool.PoolCycle,           pool.active",
    "NOT_COMMITTED, query.Transfer,           transfer.balance",
    "NOT_COMMITTED, query.MixedReadWrite,     mixed.sent",
    "NOT_COMMITTED, query.TaskQueue,          taskqueue.done",
    "NOT_SENT,      websocket.Broadcast,      broadcast.delivered",
    "SENT_TWICE,    websocket.Broadcast,      broadcast.once",
    "CLAIMED_TWICE, coordination.Queue,       queue.once",
    "NOT_LOCKED,    coordination.Queue,       queue.",
    "NOT_LOCKED,    coordination.Contention,  lease.",
    "COUNTED_TWICE, coordination.Consensus,   consensus.votes",
    "NOT_DELIVERED, coordination.Consensus,   consensus.delivered"
  })
  void run_withAPlantInTheCode_failsAndNamesTheCheck(Plant plant, String benchmark, String check)
      throws Exception {
    assertFails(PlantedFolder.of(plant, directory.resolve("planted")), benchmark, check);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "an index dropped | nodes_search | | query.TextSearch | plan.index",
        "a row lost | | delete from tollgate.edges where source_id % 20 = 0"
            + " | query.GraphTraverse | traverse.nodes",
        "a row changed | | update tollgate.nodes set label = 'x' where id % 20 = 0"
            + " | query.PointRead | read.label",
        "a write lost | | create function tollgate.planted() returns trigger language plpgsql as"
            + " $$begin if new.version % 3 = 0 then return old; end if; return new; end$$;"
            + " create trigger planted before update on tollgate.agent_state"
            + " for each row execute function tollgate.planted()"
            + " | query.StateUpsert | upsert.version",
        "a waiting task lost | | create function tollgate.planted() returns trigger language"
            + " plpgsql as $$begin delete from tollgate.tasks where id = (select id from"
            + " tollgate.tasks where queue = 'taskqueue' and status = 'ready' and id % 20 = 0"
            + " limit 1 for update skip locked); return null; end$$;"
            + " create trigger planted after update on tollgate.tasks"
            + " for each row execute function tollgate.planted()"
            + " | query.TaskQueue | taskqueue.ready"
      })
  void run_withAPlantInTheDatabase_failsAndNamesTheCheck(
      String fault, String without, String more, String benchmark, String check) throws Exception {
    Path planted =
        PlantedFolder.ofDatabase(
            without == null ? "" : without, more == null ? "" : more, directory.resolve("planted"));
    assertFails(planted, benchmark, check);
  }

  private void assertFails(Path planted, String benchmark, String check) throws Exception {
    try (LaunchedRun run = start(planted, benchmark.replace(".", "\\.") + "\\.")) {
      assertThat(run.exitCode()).as(run.stdout() + run.stderr()).isEqualTo(1);
      assertThat(run.stdout().lines())
          .anyMatch(line -> line.contains("WrongAnswer: check '" + check));
      assertThat(run.stderr()).contains(" failed: check '" + check);
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
