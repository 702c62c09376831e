package tollgate.harness.read.jfr;

/** Places of things by their number, open addressing. */
final class LongIndex {

  static final int ABSENT = -1;

  private long[] keys;
  private int[] values;
  private int size;

  LongIndex() {
    keys = new long[64];
    values = new int[64];
  }

  /** The value, not negative, or {@link #ABSENT}. */
  int get(long key) {
    return values[slot(key)] - 1;
  }

  /** Keeps what is there already. */
  void putIfAbsent(long key, int value) {
    int slot = slot(key);
    if (values[slot] == 0) {
      keys[slot] = key;
      values[slot] = value + 1;
      size++;
      if (2 * size > keys.length) {
        grow();
      }
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (values[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
