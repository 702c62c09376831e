package tollgate.benchmarks.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Users of a test, each on a thread of its own. */
final class Crowd {
  private Crowd() {}

  /** Lets all of them act, and waits; the first failure is thrown. */
  static <T> List<T> act(int users, IntFunction<Callable<T>> user) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(users);
    try {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < users; i++) {
        running.add(threads.submit(user.apply(i)));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Performs one shot of a script. */
  static void perform(Script script) throws Exception {
    script.prepare();
    script.start();
    Crowd.<Boolean>act(
        script.users(),
        index ->
            () -> {
              script.user(index);
              return true;
            });
    script.end();
  }
}
