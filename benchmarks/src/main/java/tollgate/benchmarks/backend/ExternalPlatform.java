package tollgate.benchmarks.backend;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * A platform that somebody else runs: found by its URL, loaded, never started, stopped or warmed
 * up.
 */
final class ExternalPlatform {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private ExternalPlatform() {}

  /**
   * Makes sure that it answers, and forgets conversations when told to, before any load is offered.
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
    HttpRequest reset =
        HttpRequest.newBuilder(address.http("/api/reset"))
            .timeout(PATIENCE)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"globalLimit\":1000000,\"userLimit\":1000000}"))
            .build();
    try {
      require200(client, url, health);
      require200(client, url, reset);
      return address;
    } catch (IOException e) {
      throw new BackendException("the platform at " + url + " does not answer: " + Lines.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException("interrupted", e);
    }
  }

  private static void require200(HttpClient client, String url, HttpRequest request)
      throws IOException, InterruptedException {
    int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new BackendException(
          "the platform at "
              + url
              + " answers "
              + request.method()
              + " "
              + request.uri().getPath()
              + " with "
              + status
              + ", not 200");
    }
  }
}
