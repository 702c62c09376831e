package tollgate.harness.render;

import java.util.List;
import tollgate.harness.model.Frame;
import tollgate.harness.profile.ProfileSummary;

/** A profile in the form in which reports show it. */
public final class ProfileEvidence {

  private static final double NANOS_PER_MILLI = 1e6;

  private ProfileEvidence() {}

  /** The hottest stacks and longest waits of a summary. */
  public static Evidence.Recording of(ProfileSummary summary) {
    return new Evidence.Recording(
        summary.source(),
        summary.hottest().stream()
            .map(hot -> new Evidence.HotStack(hot.share(), names(hot.frames())))
            .toList(),
        summary.waits().stream()
            .map(
                wait ->
                    new Evidence.Wait(
                        wait.kind().label(),
                        wait.on(),
                        wait.nanos() / NANOS_PER_MILLI,
                        wait.count(),
                        names(wait.frames())))
            .toList());
  }

  private static List<String> names(List<Frame> frames) {
    return frames.stream().map(Frame::toString).toList();
  }
}
