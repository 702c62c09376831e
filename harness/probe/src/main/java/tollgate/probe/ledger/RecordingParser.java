package tollgate.probe.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/** Reads a fork's recording, in one unordered pass with reused event objects. */
final class RecordingParser {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final TreeMap<Integer, Map<Long, List<RecordedFork.Reading>>> workers = new TreeMap<>();
  private final TreeMap<Integer, List<RecordedFork.HostReading>> hosts = new TreeMap<>();
  private final Map<Long, Intervals> waits = new HashMap<>();
  private final Map<Long, Long> safepointBegins = new HashMap<>();
  private final Map<Long, Long> safepointEnds = new HashMap<>();
  private final Map<Integer, Long> collectionEnds = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();
  private final Set<Failure> failures = EnumSet.noneOf(Failure.class);
  private final WaitClassifier classifier = new WaitClassifier();
  private long virtualThreads;

  private RecordingParser() {}

  /** A worker that asked for a collection and waits for its end. */
  private record Request(long thread, long at, int collection) {}

  /**
   * Parses {@code file}.
   *
   * @throws IOException when it is no recording
   */
  static RecordedFork parse(Path file) throws IOException {
    RecordingParser parser = new RecordingParser();
    parser.failures.addAll(SettingsCheck.failures(file));
    parser.readEvents(file);
    parser.joinCollections();
    return parser.result();
  }

  private void readEvents(Path file) throws IOException {
    try (EventStream stream = EventStream.openFile(file)) {
      stream.setOrdered(false);
      stream.setReuse(true);
      for (String event : LedgerRecording.TIMED) {
        stream.onEvent(event, recorded -> onWait(event, recorded));
      }
      stream.onEvent(WorkerSnapshot.NAME, this::onWorker);
      stream.onEvent(HostSnapshot.NAME, this::onHost);
      stream.onEvent(LedgerNote.NAME, this::onNote);
      stream.onEvent(
          "jdk.SafepointBegin", e -> safepointBegins.put(e.getLong("safepointId"), start(e)));
      stream.onEvent("jdk.SafepointEnd", e -> safepointEnds.put(e.getLong("safepointId"), end(e)));
      stream.onEvent("jdk.ExecuteVMOperation", this::onOperation);
      stream.onEvent("jdk.GarbageCollection", e -> collectionEnds.put(e.getInt("gcId"), end(e)));
      stream.onEvent(
          "jdk.AllocationRequiringGC",
          e -> requests.add(new Request(thread(e.getThread()), start(e), e.getInt("gcId"))));
      stream.onEvent(
          "jdk.ZAllocationStall",
          e -> waits(thread(e.getThread())).add(Wait.SAFEPOINT, start(e), end(e)));
      stream.onEvent("jdk.DataLoss", e -> failures.add(Failure.DATA_LOSS));
      stream.onEvent("jdk.VirtualThreadStart", e -> virtualThreads++);
      stream.start();
    }
  }

  private void onWait(String event, RecordedEvent recorded) {
    // Never the field "duration" itself: it counts ticks where the JVM's clock is the processor's.
    waits(thread(recorded.getThread()))
        .add(classifier.classify(event, recorded), start(recorded), end(recorded));
  }

  /** A thread that asked the VM thread for something waits until that is done. */
  private void onOperation(RecordedEvent event) {
    RecordedThread caller = event.getThread("caller");
    if (caller != null && event.getBoolean("blocking") && !event.getBoolean("safepoint")) {
      waits(thread(caller)).add(Wait.JVM_INTERNAL, start(event), end(event));
    }
  }

  private void onWorker(RecordedEvent event) {
    workers
        .computeIfAbsent(event.getInt("iteration"), key -> new HashMap<>())
        .computeIfAbsent(event.getLong("worker"), key -> new ArrayList<>())
        .add(
            new RecordedFork.Reading(
                start(event),
                event.getLong("nanos"),
                event.getLong("cpuNanos"),
                event.getLong("runQueueNanos"),
                event.getLong("involuntarySwitches"),
                event.getLong("allocatedBytes")));
  }

  private void onHost(RecordedEvent event) {
    hosts
        .computeIfAbsent(event.getInt("iteration"), key -> new ArrayList<>())
        .add(
            new RecordedFork.HostReading(
                event.getLong("nanos"),
                event.getInt("processors"),
                event.getLong("hostBusyNanos"),
                event.getLong("processNanos")));
  }

  private void onNote(RecordedEvent event) {
    String label = event.getString("failure");
    for (Failure failure : Failure.values()) {
      if (failure.label().equals(label)) {
        failures.add(failure);
      }
    }
  }

  /**
   * A failed allocation waits from its request to the end of the collection: with many threads on
   * few processors most of that is waiting for the VM thread to get one.
   */
  private void joinCollections() {
    for (Request request : requests) {
      Long end = collectionEnds.get(request.collection());
      if (end != null) {
        waits(request.thread()).add(Wait.SAFEPOINT, request.at(), end);
      }
    }
  }

  private RecordedFork result() {
    workers.values().forEach(byWorker -> byWorker.values().forEach(RecordingParser::sort));
    hosts.values().forEach(list -> list.sort((a, b) -> Long.compare(a.nanos(), b.nanos())));
    workers.values().stream()
        .flatMap(byWorker -> byWorker.keySet().stream())
        .distinct()
        .forEach(this::addSafepoints);
    return new RecordedFork(workers, hosts, waits, failures, virtualThreads);
  }

  private static void sort(List<RecordedFork.Reading> readings) {
    readings.sort((a, b) -> Long.compare(a.nanos(), b.nanos()));
  }

  private void addSafepoints(long worker) {
    Intervals own = waits(worker);
    safepointBegins.forEach(
        (id, begin) -> {
          Long end = safepointEnds.get(id);
          if (end != null) {
            own.add(Wait.SAFEPOINT, begin, end);
          }
        });
  }

  private Intervals waits(long thread) {
    return waits.computeIfAbsent(thread, key -> new Intervals());
  }

  private static long thread(@Nullable RecordedThread thread) {
    return thread == null ? -1 : thread.getJavaThreadId();
  }

  private static long start(RecordedEvent event) {
    return nanos(event.getStartTime());
  }

  private static long end(RecordedEvent event) {
    return nanos(event.getEndTime());
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano();
  }
}
