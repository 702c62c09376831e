package tollgate.benchmarks.scenario;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An answer's text, given up when it is not there in time. The timeout of a request ends at the
 * headers before JDK 26 (JDK-8208693): a body that stops half-way would be waited for without end.
 */
final class TimedBody implements BodySubscriber<String> {
  private final BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
  private final CompletableFuture<String> body;
  private volatile Flow.@Nullable Subscription subscription;

  /**
   * The headers are there.
   *
   * @param leftNanos how long the body may take
   */
  TimedBody(long leftNanos) {
    CompletableFuture<String> whole = new CompletableFuture<>();
    text.getBody()
        .whenComplete(
            (value, failure) -> {
              if (failure == null) {
                whole.complete(value);
              } else {
                whole.completeExceptionally(failure);
              }
            });
    this.body =
        whole.orTimeout(Math.max(1, leftNanos), TimeUnit.NANOSECONDS).handle(TimedBody::inTime);
    // Only then: to be cancelled is a failure of its own to newer clients, and the first one
    // counts.
    this.body.whenComplete((value, failure) -> cancelIfLate(failure));
  }

  private static String inTime(String value, @Nullable Throwable failure) {
    if (failure == null) {
      return value;
    }
    throw new CompletionException(
        failure instanceof TimeoutException
            ? new HttpTimeoutException("the answer stops half-way")
            : failure);
  }

  private void cancelIfLate(@Nullable Throwable failure) {
    Flow.Subscription reading = subscription;
    if (failure != null && failure.getCause() instanceof HttpTimeoutException && reading != null) {
      reading.cancel();
    }
  }

  @Override
  public CompletionStage<String> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription reading) {
    subscription = reading;
    text.onSubscribe(reading);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    text.onNext(bytes);
  }

  @Override
  public void onError(Throwable failure) {
    text.onError(failure);
  }

  @Override
  public void onComplete() {
    text.onComplete();
  }
}
