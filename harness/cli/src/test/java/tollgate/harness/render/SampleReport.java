package tollgate.harness.render;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Frame;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Unit;
import tollgate.harness.profile.Explanation;
import tollgate.harness.profile.Spending;
import tollgate.harness.verdict.Comparison;
import tollgate.harness.verdict.Outcome;
import tollgate.harness.verdict.Report;
import tollgate.harness.verdict.Verdict;

/** One of everything a report can hold. */
final class SampleReport {

  /** Markup of every format, a terminal's escape, a bidirectional override, Arabic. */
  static final String HOSTILE =
      "\u001b[31m<script>alert(\"x\")</script>|`*_[a](http://b)@all #1 &amp; ]]> \u202egnp.exe\r\n"
          + "\u0000\ud800 \u0645\u0631\u062d\u0628\u0627 C:\\dir";

  private SampleReport() {}

  static Document document() {
    BenchmarkKey regressed = key("Pool.borrow", Map.of("size", "10"));
    SortedMap<BenchmarkKey, Evidence> evidence = new TreeMap<>();
    evidence.put(
        regressed,
        new Evidence(
            List.of(
                new Evidence.Recording(
                    "results/1/recordings/Pool.borrow-t50-f1.jfr",
                    List.of(
                        new Evidence.HotStack(
                            0.625,
                            List.of("org.example.Pool.spin():12", "java.lang.Thread.run()"))),
                    List.of(
                        new Evidence.Wait(
                            "monitor",
                            "java.lang.Object",
                            1234.5,
                            17,
                            List.of("org.example.Pool.lock():<init>"))))),
            new TreeMap<>(Map.of("pool wait", 0.21, "cpu", -0.02)),
            Optional.empty(),
            Optional.empty(),
            Optional.of(explanation())));
    evidence.put(
        key("Query.read", Map.of()),
        Evidence.withoutLedger("cannot say: the baseline carries no ledger; record with --ledger"));
    return new Document(
        report(regressed), List.of("base/1.json", "base/2.json"), List.of("cand.json"), evidence);
  }

  private static Explanation explanation() {
    return new Explanation(
        true,
        true,
        List.of(
            new Explanation.Claim(
                Spending.GC,
                Optional.empty(),
                Optional.empty(),
                "G1New, G1 Evacuation Pause",
                1_000,
                9_000,
                0.001),
            new Explanation.Claim(
                Spending.ALLOCATION,
                Optional.of(new Frame("org.example.Pool", "copy")),
                Optional.of(new Frame("java.util.Arrays", "copyOf")),
                "[B",
                16,
                4_096,
                0.002)));
  }

  private static Report report(BenchmarkKey regressed) {
    return new Report(
        Outcome.REGRESSION,
        "Regression: Pool.borrow is 12.3 % slower.",
        List.of(
            comparison(
                regressed,
                "ops/s",
                side(1000),
                side(890.5),
                change(0.123),
                new Verdict.Regressed("12.3 % slower (+8.1 % to +16.9 %), q = 0.001")),
            comparison(
                key("Pool.other", Map.of()),
                "ops/s",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Verdict.Incomparable("other unit: us/op")),
            comparison(
                key("Pool.gone", Map.of()),
                "us/op",
                side(0.000012),
                Optional.empty(),
                Optional.empty(),
                new Verdict.Missing("the candidate did not measure it")),
            comparison(
                key("Odd.name", Map.of("p", HOSTILE)),
                "us/op",
                side(Double.NaN),
                side(1e300),
                Optional.of(
                    new Comparison.Change(
                        Double.NaN,
                        Double.NEGATIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        1,
                        1,
                        Double.NaN)),
                new Verdict.Inconclusive("no ratio: " + HOSTILE)),
            new Comparison(
                key("Query.read", Map.of()),
                "gc.alloc.rate.norm",
                Unit.parse("B/op"),
                side(48),
                side(24),
                change(-0.5),
                new Verdict.Improved("50.0 % faster")),
            comparison(
                key("Pool.new", Map.of()),
                "us/op",
                Optional.empty(),
                side(3.25),
                Optional.empty(),
                new Verdict.Added("the baseline does not know it")),
            comparison(
                key("Query.scan", Map.of()),
                "us/op",
                side(1234567),
                side(1234667),
                change(0.0001),
                new Verdict.Unchanged("the interval lies within ±3.0 %"))),
        Optional.of(
            new Report.Shift(
                0.061, 0.05, 0.07, Outcome.PASS, true, "the machine, or all of the code")),
        List.of("cand.json: lost forks in " + HOSTILE));
  }

  static BenchmarkKey key(String name, Map<String, String> params) {
    return new BenchmarkKey("org.example." + name, Mode.THROUGHPUT, 50, params);
  }

  private static Comparison comparison(
      BenchmarkKey key,
      String unit,
      Optional<Comparison.Side> baseline,
      Optional<Comparison.Side> candidate,
      Optional<Comparison.Change> change,
      Verdict verdict) {
    return new Comparison(
        key, Metric.PRIMARY, Unit.parse(unit), baseline, candidate, change, verdict);
  }

  private static Optional<Comparison.Side> side(double value) {
    return Optional.of(new Comparison.Side(value, 5, 1));
  }

  private static Optional<Comparison.Change> change(double slowdown) {
    return Optional.of(
        new Comparison.Change(slowdown, slowdown - 0.01, slowdown + 0.01, 0.0001, 0.001, 0.05));
  }
}
