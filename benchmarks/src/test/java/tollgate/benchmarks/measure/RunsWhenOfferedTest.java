package tollgate.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.threadpool.FixedThreadPool;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.junit.jupiter.api.Test;

class RunsWhenOfferedTest {
  /** As many as Grizzly starts whatever there is to do: left over, they would be there for good. */
  @Test
  void pool_thatRunsTasksWhenTheyAreOffered_endsItsThreads() throws Exception {
    FixedThreadPool pool =
        new FixedThreadPool(
            ThreadPoolConfig.defaultConfig()
                .setMaxPoolSize(3)
                .setCorePoolSize(3)
                .setQueue(new RunsWhenOffered()));
    Thread[] ranOn = new Thread[1];

    pool.execute(() -> ranOn[0] = Thread.currentThread());
    pool.shutdown();

    assertThat(ranOn[0]).isSameAs(Thread.currentThread());
    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }
}
