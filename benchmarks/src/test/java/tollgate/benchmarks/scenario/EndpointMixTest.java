package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tollgate.benchmarks.scenario.HttpEndpoints.Endpoint;

class EndpointMixTest {
  @Test
  void of_tenArrivals_hasTheSharesOfTheDocumentation() {
    Map<Endpoint, Long> asked =
        IntStream.range(40, 50)
            .mapToObj(EndpointMix::of)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(asked)
        .isEqualTo(
            Map.of(
                Endpoint.HEALTH, 4L,
                Endpoint.STATS, 3L,
                Endpoint.SEARCH, 2L,
                Endpoint.TRAVERSE, 1L));
  }
}
