package tollgate.harness.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tollgate.harness.model.Frame;
import tollgate.harness.profile.Explanation;
import tollgate.harness.profile.ProfileDifference;
import tollgate.harness.profile.ProfileSummary;

/** Profiles as JSON. */
public final class ProfileJson {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final int SCHEMA = 1;

  private ProfileJson() {}

  /** Writes one JSON object and a line end. */
  public static void write(
      ProfileSummary summary, Optional<ProfileDifference> difference, Appendable out)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("schema", SCHEMA);
    root.put("file", summary.source());
    summary
        .benchmark()
        .ifPresent(
            key -> {
              root.put("benchmark", key.benchmark());
              root.put("mode", key.mode().label());
              root.put("threads", key.threads());
              ObjectNode params = root.putObject("params");
              key.params().forEach(params::put);
            });
    root.put("seconds", summary.seconds());
    root.put("operations", summary.operations());
    root.put("cpuSamples", summary.samples());
    hot(root.putArray("hottestStacks"), summary.hottest(), "samples");
    hot(root.putArray("hottestMethods"), summary.methods(), "samples");
    hot(root.putArray("allocations"), summary.allocations(), "bytes");
    waits(root.putArray("longestWaits"), summary.waits());
    summary.warnings().forEach(root.putArray("warnings")::add);
    difference.ifPresent(changed -> difference(root.putObject("difference"), changed));
    out.append(JSON.writeValueAsString(root)).append('\n');
  }

  private static void hot(ArrayNode target, List<ProfileSummary.Hot> places, String amount) {
    for (ProfileSummary.Hot place : places) {
      ObjectNode entry = target.addObject();
      entry.put("share", place.share());
      entry.put(amount, place.amount());
      frames(entry, place.frames());
    }
  }

  private static void waits(ArrayNode target, List<ProfileSummary.Wait> waits) {
    for (ProfileSummary.Wait wait : waits) {
      ObjectNode entry = target.addObject();
      entry.put("kind", wait.kind().label());
      entry.put("on", wait.on());
      entry.put("nanos", wait.nanos());
      entry.put("count", wait.count());
      frames(entry, wait.frames());
    }
  }

  private static void frames(ObjectNode entry, List<Frame> frames) {
    ArrayNode names = entry.putArray("frames");
    frames.forEach(frame -> names.add(frame.toString()));
  }

  private static void difference(ObjectNode target, ProfileDifference difference) {
    target.put("per", difference.perOperation() ? "million operations" : "second");
    explanation(target, difference.explanation());
    changes(target.putArray("cpuSamples"), difference.cpu());
    changes(target.putArray("waitMillis"), difference.waits());
    difference.warnings().forEach(target.putArray("warnings")::add);
  }

  private static void explanation(ObjectNode target, Explanation explanation) {
    target.put("spreadKnown", explanation.spreadKnown());
    ArrayNode claims = target.putArray("explanation");
    for (Explanation.Claim claim : explanation.claims()) {
      ObjectNode entry = claims.addObject();
      entry.put("spending", claim.spending().name().toLowerCase(Locale.ROOT));
      entry.put("unit", claim.spending().isTime() ? "ns" : "bytes");
      entry.put("per", explanation.perOperation() ? "operation" : "second");
      claim.method().ifPresent(method -> entry.put("method", method.toString()));
      claim.at().ifPresent(method -> entry.put("at", method.toString()));
      entry.put("on", claim.on());
      entry.put("baseline", claim.baseline());
      entry.put("candidate", claim.candidate());
      entry.put("q", claim.q());
    }
  }

  private static void changes(ArrayNode target, List<ProfileDifference.Change> changes) {
    for (ProfileDifference.Change change : changes) {
      ObjectNode entry = target.addObject();
      entry.put("method", change.frame().toString());
      entry.put("baseline", change.baseline());
      entry.put("candidate", change.candidate());
      if (Double.isFinite(change.z())) {
        entry.put("standardErrors", change.z());
      }
      if (Double.isFinite(change.q())) {
        entry.put("q", change.q());
        entry.put("clear", change.isClear());
      }
    }
  }
}
