package tollgate.benchmarks.measure;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds some memory in the heap and some outside of it, leaves garbage, and prints both growths.
 */
final class MemoryGrowth {
  static final double HEAP = 32 << 20;
  static final double OUTSIDE = 64 << 20;
  private static final int PIECE = 1 << 16;
  private static final double GARBAGE = 1 << 30;

  /** Seen by everyone, or the compiler would not allocate at all. */
  @SuppressWarnings("unused")
  private static volatile byte[] garbage = {};

  private MemoryGrowth() {}

  public static void main(String[] none) {
    Memory.Reading before = Memory.settled();
    List<byte[]> held = new ArrayList<>();
    for (int size = 0; size < HEAP; size += PIECE) {
      held.add(new byte[PIECE]);
    }
    ByteBuffer outside = ByteBuffer.allocateDirect((int) OUTSIDE);
    for (long size = 0; size < GARBAGE; size += PIECE) {
      garbage = new byte[PIECE];
    }
    Memory.Reading after = Memory.settled();
    Reference.reachabilityFence(held);
    Reference.reachabilityFence(outside);
    System.out.println(after.heap() - before.heap());
    System.out.println(after.outside() - before.outside());
  }
}
