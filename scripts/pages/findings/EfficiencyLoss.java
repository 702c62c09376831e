import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tollgate.harness.model.Run;
import tollgate.harness.read.Sessions;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.Sweeps;

/** Writes docs/findings/efficiency-loss.md from a folder of sweeps: see scripts/findings. Every figure is computed from them. */
final class EfficiencyLoss {

  private EfficiencyLoss() {}

  public static void main(String[] folder) throws IOException {
    List<Run> runs = new ArrayList<>();
    List<Run> all = new ArrayList<>();
    for (Path file : Sessions.files(Path.of(folder[0]))) {
      runs.add(Sessions.readFile(file));
      all.add(runs.get(runs.size() - 1));
      Sessions.readLedgers(file).ifPresent(all::add);
    }
    System.out.print(page(new Evidence(runs, Sweeps.in(all))));
  }

  private static String page(Evidence evidence) {
    List<ScalingReport> patterns = evidence.patterns();
    Page page = new Page();
    page.line("# Where the efficiency of fifty agents goes");
    page.line("");
    page.line("*How much of its speed does an agent lose when 49 others work beside it, what takes it, and what can be done?*");
    page.line("Written by `scripts/findings`, which measures first; every figure is computed from [the sweep beside this page](sweep).");
    page.line("`scripts/tollgate scaling docs/findings/sweep --only Queue` tells the story of one pattern in full. Words: [glossary](../GLOSSARY.md).");
    page.line("");
    new Conditions(page).write(evidence.runs(), evidence.reports());
    new Ranking(page).write(patterns, evidence.unknown());
    new Overheads(page).write(patterns);
    new Splits(page).write(patterns);
    new Recommendations(page, new Again(evidence.runs())).write(patterns);
    new Claims(page).write(evidence);
    page.line("## What these figures cannot tell");
    page.line("");
    page.line("- **Another machine.** Server, agents and instruments share these processors: with more of them the run queue shrinks first, and other causes then show.");
    page.line("- **Other agents.** A step here waits a millisecond and computes 20 µs. The more an agent waits, the more of them fit; of other ratios only the interpreter's was measured.");
    page.line("- **Single forks of the ledger.** Efficiencies rest on all scored forks; how the loss is split, on one more that carries the instrument. Where it ran at another speed its split is marked, or left out.");
    return page.text();
  }
}
