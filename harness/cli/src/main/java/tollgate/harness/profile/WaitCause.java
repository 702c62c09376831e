package tollgate.harness.profile;

import java.util.List;
import java.util.Optional;
import tollgate.harness.model.Activity;
import tollgate.harness.model.Cause;
import tollgate.harness.model.Frame;
import tollgate.probe.ledger.KnownTypes;

/** Which cause of the time ledger a wait is booked under, by the rules of the ledger. */
final class WaitCause {

  private WaitCause() {}

  /** The cause of a wait; empty for what the ledger has no row for (files, pinned threads). */
  static Optional<Cause> of(Activity wait) {
    return switch (wait.kind()) {
      case MONITOR -> Optional.of(Cause.MONITOR);
      case MONITOR_WAIT ->
          Optional.of(
              isFrom(KnownTypes.Library.POOL, wait) ? Cause.POOL_WAIT : Cause.CONDITION_PARK);
      case PARK -> Optional.of(park(wait));
      case SLEEP -> Optional.of(Cause.SLEEP);
      case SOCKET_READ, SOCKET_WRITE ->
          Optional.of(
              library(wait.frames()).isPresent() ? Cause.DATABASE_SOCKET : Cause.OTHER_SOCKET);
      case GC_PAUSE -> Optional.of(Cause.SAFEPOINT);
      case FILE, PINNED, CPU, ALLOCATION -> Optional.empty();
    };
  }

  private static Cause park(Activity wait) {
    if (isFrom(KnownTypes.Library.POOL, wait)) {
      return Cause.POOL_WAIT;
    }
    return KnownTypes.isLock(wait.on()) ? Cause.LOCK_PARK : Cause.CONDITION_PARK;
  }

  private static boolean isFrom(KnownTypes.Library expected, Activity wait) {
    return library(wait.frames()).filter(found -> found == expected).isPresent();
  }

  /** The innermost frame that is known decides. */
  private static Optional<KnownTypes.Library> library(List<Frame> frames) {
    return frames.stream().flatMap(frame -> KnownTypes.library(frame.type()).stream()).findFirst();
  }
}
