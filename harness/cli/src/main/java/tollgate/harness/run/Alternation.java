package tollgate.harness.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The order in which versions take turns: random, but balanced. Over two rounds each version goes
 * first once (A B B A or B A A B), so that a steady drift of the machine cancels within four forks;
 * which comes first is drawn for each benchmark and pair of rounds, so that nothing periodic on the
 * machine keeps step with one version.
 *
 * @param seed same seed, same order
 */
record Alternation(long seed) {

  private static final int ROUNDS_PER_BLOCK = 2;

  /** Which version of {@code subject} is measured first in {@code round}, counted from 0. */
  Side first(Subject subject, int round) {
    Random block = random(subject.hashCode(), round / ROUNDS_PER_BLOCK);
    Side opening = block.nextBoolean() ? Side.BASELINE : Side.CANDIDATE;
    return round % ROUNDS_PER_BLOCK == 0 ? opening : opening.other();
  }

  /** The subjects in this round's order. */
  List<Subject> order(List<Subject> subjects, int round) {
    List<Subject> shuffled = new ArrayList<>(subjects);
    Collections.shuffle(shuffled, random(0, round));
    return List.copyOf(shuffled);
  }

  private Random random(int first, int second) {
    Random random = new Random(seed * 31 + first);
    return new Random(random.nextLong() ^ (second * 0x9E3779B97F4A7C15L));
  }
}
