package tollgate.probe.ledger;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Recorded waits of one thread, in nanoseconds of the recording's clock. */
final class Intervals {

  private static final Wait[] WAITS = Wait.values();

  private long[] starts = new long[64];
  private long[] ends = new long[64];
  private byte[] waits = new byte[64];
  private int size;

  void add(Wait wait, long start, long end) {
    if (end <= start) {
      return;
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
      waits = Arrays.copyOf(waits, 2 * size);
    }
    starts[size] = start;
    ends[size] = end;
    waits[size] = (byte) wait.ordinal();
    size++;
  }

  /**
   * What a thread waited for.
   *
   * @param nanos each wait's part of the union of all intervals; where several overlap, the wait
   *     that comes first in {@link Wait} owns the time
   * @param counts how many intervals of each wait reached into the window
   */
  record Split(Map<Wait, Long> nanos, Map<Wait, Long> counts) {}

  /** Splits the window [{@code from}, {@code to}). */
  Split within(long from, long to) {
    long[] edges = new long[2 * size];
    long[] counts = new long[WAITS.length];
    int used = 0;
    for (int i = 0; i < size; i++) {
      long start = Math.max(starts[i], from);
      long end = Math.min(ends[i], to);
      if (start < end) {
        // An edge is its time since the window's start, its wait and whether it opens, in one long:
        // sorting those sorts by time without an object per edge.
        edges[used++] = ((start - from) << 5) | (waits[i] << 1) | 1;
        edges[used++] = ((end - from) << 5) | (waits[i] << 1);
        counts[waits[i]]++;
      }
    }
    Arrays.sort(edges, 0, used);
    return split(edges, used, counts);
  }

  private static Split split(long[] edges, int used, long[] counts) {
    long[] nanos = new long[WAITS.length];
    int[] open = new int[WAITS.length];
    long last = 0;
    for (int i = 0; i < used; i++) {
      long at = edges[i] >>> 5;
      int owner = firstOpen(open);
      if (owner >= 0) {
        nanos[owner] += at - last;
      }
      last = at;
      int wait = (int) (edges[i] >>> 1) & 0xf;
      open[wait] += (edges[i] & 1) == 1 ? 1 : -1;
    }
    Map<Wait, Long> byNanos = new EnumMap<>(Wait.class);
    Map<Wait, Long> byCount = new EnumMap<>(Wait.class);
    for (Wait wait : WAITS) {
      byNanos.put(wait, nanos[wait.ordinal()]);
      byCount.put(wait, counts[wait.ordinal()]);
    }
    return new Split(byNanos, byCount);
  }

  private static int firstOpen(int[] open) {
    for (int i = 0; i < open.length; i++) {
      if (open[i] > 0) {
        return i;
      }
    }
    return -1;
  }
}
