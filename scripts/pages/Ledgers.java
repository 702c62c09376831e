import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import tollgate.harness.model.Run;
import tollgate.harness.read.Sessions;
import tollgate.harness.scaling.ScalingAnalysis;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.Sweeps;

/**
 * Finds ledgers to take again, for scripts/findings: {@code off FILE} prints a line for each that failed or whose fork ran more than a tenth
 * off the scored speed (threads, benchmark, its parameters for JMH, separated by tabs); {@code join OUT IN…} puts ledgers of several runs into
 * one file.
 */
final class Ledgers {

  private static final double OFF = Math.log(1.1);

  private Ledgers() {}

  public static void main(String[] words) throws IOException {
    switch (words[0]) {
      case "off" -> off(Path.of(words[1]));
      case "join" -> join(Path.of(words[1]), List.of(words).subList(2, words.length));
      default -> throw new IllegalArgumentException("off or join, not " + words[0]);
    }
  }

  private static void off(Path file) {
    List<Run> runs = List.of(Sessions.readFile(file));
    for (ScalingReport report : ScalingAnalysis.explain(Sweeps.in(runs))) {
      String params = report.id().params().entrySet().stream().map(p -> "-p " + p.getKey() + "=" + p.getValue()).collect(Collectors.joining(" "));
      for (ScalingReport.PointReport point : report.points()) {
        OptionalDouble speed = point.ledgerSpeed();
        if (!(speed.isPresent() && Math.abs(Math.log(speed.getAsDouble())) <= OFF)) {
          System.out.println(point.threads() + "\t" + report.id().benchmark() + "\t" + params);
        }
      }
    }
  }

  private static void join(Path out, List<String> files) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ArrayNode all = json.createArrayNode();
    for (String file : files) {
      for (JsonNode entry : json.readTree(Path.of(file).toFile())) {
        all.add(entry);
      }
    }
    json.writerWithDefaultPrettyPrinter().writeValue(out.toFile(), all);
  }
}
