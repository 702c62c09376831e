package tollgate.benchmarks.scenario;

import java.util.SplittableRandom;

/** What users of an agent platform do, in the shares in which they do it. */
final class Mix {
  private static final int STATE_BYTES = 1_000;

  private Mix() {}

  /**
   * One thing a user does: of twenty, five look at statistics, five search, two traverse the graph,
   * three read and two save an agent's state, two hold a conversation of one message, one logs in.
   *
   * @param random decides
   */
  static long act(Member member, int arrival, SplittableRandom random) throws CallFailed {
    int draw = random.nextInt(20);
    if (draw < 5) {
      member.stats();
    } else if (draw < 10) {
      member.search(random);
    } else if (draw < 12) {
      member.traverse(random);
    } else if (draw < 15) {
      member.loadState();
    } else if (draw < 17) {
      member.saveState(STATE_BYTES);
    } else if (draw < 19) {
      member.converse(
          conversation -> member.say(conversation, "message of " + arrival, draw == 18));
    } else {
      member.login();
    }
    return 0;
  }
}
