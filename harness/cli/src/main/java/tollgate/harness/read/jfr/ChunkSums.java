package tollgate.harness.read.jfr;

/**
 * Counts and amounts by stack, object and sort, in arrays: one place per combination, open
 * addressing, no object per event.
 */
final class ChunkSums {

  private long[] stacks = new long[256];
  private long[] objects = new long[256];
  private int[] sorts = new int[256];
  private long[] counts = new long[256];
  private long[] amounts = new long[256];
  private int size;

  /** Adds an event. */
  void add(long stack, long object, int sort, long amount) {
    long hash = (stack * 31 + object) * 31 + sort;
    int mask = counts.length - 1;
    int at = (int) ((hash * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (counts[at] != 0) {
      if (stacks[at] == stack && objects[at] == object && sorts[at] == sort) {
        counts[at]++;
        amounts[at] += amount;
        return;
      }
      at = (at + 1) & mask;
    }
    insert(at, stack, object, sort, 1, amount);
    if (2 * size > counts.length) {
      grow();
    }
  }

  private void insert(int at, long stack, long object, int sort, long count, long amount) {
    stacks[at] = stack;
    objects[at] = object;
    sorts[at] = sort;
    counts[at] = count;
    amounts[at] = amount;
    size++;
  }

  private void grow() {
    ChunkSums larger = new ChunkSums();
    int length = 2 * counts.length;
    larger.stacks = new long[length];
    larger.objects = new long[length];
    larger.sorts = new int[length];
    larger.counts = new long[length];
    larger.amounts = new long[length];
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        long hash = (stacks[i] * 31 + objects[i]) * 31 + sorts[i];
        int at = (int) ((hash * 0x9E3779B97F4A7C15L) >>> 40) & (length - 1);
        while (larger.counts[at] != 0) {
          at = (at + 1) & (length - 1);
        }
        larger.insert(at, stacks[i], objects[i], sorts[i], counts[i], amounts[i]);
      }
    }
    stacks = larger.stacks;
    objects = larger.objects;
    sorts = larger.sorts;
    counts = larger.counts;
    amounts = larger.amounts;
  }

  /** How many places there are, used or not. */
  int length() {
    return counts.length;
  }

  long stack(int at) {
    return stacks[at];
  }

  long object(int at) {
    return objects[at];
  }

  int sort(int at) {
    return sorts[at];
  }

  /** Events in a place; 0 where nothing is. */
  long count(int at) {
    return counts[at];
  }

  long amount(int at) {
    return amounts[at];
  }
}
