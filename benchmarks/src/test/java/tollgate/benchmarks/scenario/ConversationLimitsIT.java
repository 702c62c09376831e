package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The platform keeps its limits, by its own log, which is written in the same transactions. */
class ConversationLimitsIT {
  private static final int USERS = 50;

  /** Replays the log: the running sum of starts and stops, over all and for each user. */
  private static final String MOST =
      "select coalesce(max(running), 0) from (select sum(case kind when 'start' then 1 else -1 end)"
          + " over (%s order by id) as running from tollgate.platform_events) as log";

  @Test
  void startAndStop_thousandRapidCycles_neverExceedALimitAndLeaveNothing() throws Exception {
    Population people = Population.open(USERS);
    people.begin(20, 2);

    Crowd.act(
        USERS,
        index ->
            () -> {
              Member member = people.join(index);
              for (int i = 0; i < 1_000 / USERS; i++) {
                member.stopConversation(member.startConversation(60_000));
              }
              return index;
            });

    assertThat(starts(people)).isEqualTo(1_000);
    assertKept(people);
  }

  @Test
  void start_moreUsersThanEitherLimit_neverExceedsThem() throws Exception {
    Population people = Population.open(USERS);
    people.begin(20, 2);

    // Five compete for each account's two, and all of them for the twenty.
    Crowd.act(
        USERS,
        index ->
            () -> {
              Member member = people.join(index / 4);
              for (int i = 0; i < 3; i++) {
                long conversation = member.startConversation(60_000);
                Thread.sleep(30);
                member.stopConversation(conversation);
              }
              return index;
            });

    assertThat(starts(people)).isEqualTo(3 * USERS);
    assertThat(people.acknowledged().refusedStarts()).isPositive();
    assertKept(people);
  }

  private static long starts(Population people) throws Exception {
    return people.number("select count(*) from tollgate.platform_events where kind = 'start'");
  }

  private static void assertKept(Population people) throws Exception {
    long most = people.number(MOST.formatted(""));
    assertThat(most).isBetween(1L, 20L);
    assertThat(most)
        .isEqualTo(people.number("select max(active_total) from tollgate.platform_events"));
    assertThat(people.number(MOST.formatted("partition by agent_id"))).isBetween(1L, 2L);
    people.verify();
    assertThat(people.number("select active from tollgate.platform_totals")).isZero();
  }
}
