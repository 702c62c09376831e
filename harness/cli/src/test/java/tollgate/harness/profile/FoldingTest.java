package tollgate.harness.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tollgate.harness.model.Frame;

class FoldingTest {

  private static final Frame STUB = new Frame("a.jmh_generated.T_m_jmhTest", "m_thrpt_jmhStub");
  private static final Frame OUTER = new Frame("a.jmh_generated.T_m_jmhTest", "m_Throughput");
  private static final Frame RUNNER = new Frame("org.openjdk.jmh.runner.BenchmarkHandler", "call");

  @Test
  void fold_stackInABenchmark_endsAtTheBenchmarkMethod() {
    assertThat(fold(frame("java.util.HashMap.get"), frame("a.T.m"), STUB, OUTER, RUNNER))
        .containsExactly("java.util.HashMap.get", "a.T.m");
  }

  @Test
  void fold_numberedLambdas_becomeTheirMethodOnce() {
    assertThat(
            fold(
                frame("a.T.lambda$m$3"),
                frame("a.T$$Lambda$14/0x00000008000c1000.run"),
                frame("a.T$$Lambda/0x7f.run"),
                frame("a.T.m"),
                STUB))
        .containsExactly("a.T.m");
  }

  @Test
  void fold_methodHandlesAndReflection_areLeftOut() {
    assertThat(
            fold(
                frame("a.T.work"),
                frame("java.lang.invoke.LambdaForm$MH/0x01.invoke"),
                frame("java.lang.invoke.Invokers$Holder.linkToTargetMethod"),
                frame("jdk.internal.reflect.GeneratedMethodAccessor12.invoke"),
                frame("jdk.internal.reflect.DirectMethodHandleAccessor.invoke"),
                frame("java.lang.reflect.Method.invoke"),
                frame("a.T.m"),
                STUB))
        .containsExactly("a.T.work", "a.T.m");
  }

  @Test
  void fold_generatedProxyNames_loseWhatDiffersFromRunToRun() {
    assertThat(fold(frame("a.Service$$EnhancerByCGLIB$$1a2b.call"), frame("b.Hidden/0x0af1.x")))
        .containsExactly("a.Service.call", "b.Hidden.x");
  }

  @Test
  void fold_jmhItself_isOneNamedPlace() {
    assertThat(Folding.fold(List.of(STUB, OUTER, RUNNER))).containsExactly(Folding.JMH_LOOP);
    assertThat(Folding.fold(List.of(frame("org.openjdk.jmh.infra.Blackhole.consume"), STUB)))
        .containsExactly(Folding.JMH_LOOP);
    assertThat(Folding.fold(List.of(frame("java.lang.Thread.onSpinWait"), OUTER, RUNNER)))
        .containsExactly(Folding.JMH_LOOP);
  }

  @Test
  void fold_recursion_keepsOneOfNeighbouringFrames() {
    assertThat(fold(frame("a.T.f"), frame("a.T.f"), frame("a.T.g"), frame("a.T.f")))
        .containsExactly("a.T.f", "a.T.g", "a.T.f");
  }

  @Test
  void fold_nothing_isNothing() {
    assertThat(Folding.fold(List.of())).isEmpty();
  }

  private static List<String> fold(Frame... frames) {
    return Folding.fold(Arrays.asList(frames)).stream().map(Frame::toString).toList();
  }

  private static Frame frame(String name) {
    int dot = name.lastIndexOf('.');
    return new Frame(name.substring(0, dot), name.substring(dot + 1));
  }
}
