package tollgate.benchmarks.backend;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A platform that somebody else runs: found by its URL, loaded, never started or stopped. */
final class ExternalPlatform {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private ExternalPlatform() {}

  /**
   * Makes sure that it answers before any load is offered.
   *
   * @param url as the user gave it
   * @throws BackendException when it is no URL, nothing answers, or not with 200
   */
  static PlatformAddress open(String url) {
    PlatformAddress address;
    try {
      address = new PlatformAddress(url.replaceFirst("/$", ""));
    } catch (IllegalArgumentException e) {
      throw new BackendException(String.valueOf(e.getMessage()), e);
    }
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    HttpRequest health = HttpRequest.newBuilder(address.http("/health")).timeout(PATIENCE).build();
    try {
      int status = client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new BackendException(
            "the platform at " + url + " answers GET /health with " + status + ", not 200");
      }
      return address;
    } catch (IOException e) {
      throw new BackendException("the platform at " + url + " does not answer: " + Lines.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException("interrupted", e);
    }
  }
}
