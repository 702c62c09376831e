package tollgate.harness.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What an interleaved comparison compares, and how.
 *
 * @param baseline what is measured of the one version
 * @param candidate the same of the other: only the jar differs
 * @param maxForks forks a side at most; how certain a verdict must be at each look depends on it
 * @param seed of the order of forks
 */
public record Contest(RunPlan baseline, RunPlan candidate, int maxForks, long seed) {

  private static final ObjectMapper JSON = new ObjectMapper();

  RunPlan plan(Side side) {
    return side == Side.BASELINE ? baseline : candidate;
  }

  /** What must be equal for an interrupted comparison to go on. */
  ObjectNode design() throws IOException {
    ObjectNode design = JSON.createObjectNode();
    design.put("schema", 1);
    design.put("baselineSha256", sha256(baseline.jar().path()));
    design.put("candidateSha256", sha256(candidate.jar().path()));
    design.put("java", baseline.java().toString());
    design.put("profile", baseline.effort().name().toLowerCase(Locale.ROOT));
    baseline.threads().forEach(design.putArray("threads")::add);
    baseline.includes().forEach(design.putArray("include")::add);
    baseline.jmhArguments().forEach(design.putArray("jmhArguments")::add);
    design.put("maxForks", maxForks);
    design.put("seed", Long.toString(seed));
    return design;
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
