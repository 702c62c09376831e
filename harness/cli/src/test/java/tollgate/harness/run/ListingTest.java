package tollgate.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTest {

  @Test
  void parse_parameters_multiply() {
    Listing listing =
        Listing.parse(
            List.of(
                "Benchmarks: ",
                "a.T.m",
                "  param \"x\" = {1, 2}",
                "  param \"y\" = {a, b, c}",
                "a.T.n"));

    assertThat(listing.benchmarks()).containsExactly("a.T.m", "a.T.n");
    assertThat(listing.measurements()).isEqualTo(7);
  }

  @Test
  void parse_nothingMatched_isEmpty() {
    assertThat(Listing.parse(List.of("Benchmarks: "))).isEqualTo(new Listing(List.of(), 0));
  }
}
