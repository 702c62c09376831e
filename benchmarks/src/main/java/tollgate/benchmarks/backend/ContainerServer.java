package tollgate.benchmarks.backend;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A PostgreSQL container started through Testcontainers, with the settings of our own servers. */
final class ContainerServer implements PostgresServer {
  private final PostgreSQLContainer container;

  private ContainerServer(PostgreSQLContainer container) {
    this.container = container;
  }

  static ContainerServer start(String image, Reaper reaper, Consumer<String> progress) {
    PostgreSQLContainer container = null;
    try {
      pullIfMissing(image, progress);
      List<String> command = new ArrayList<>(List.of("postgres"));
      command.addAll(ServerSettings.asArguments());
      container =
          new PostgreSQLContainer(
              DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
      container.withCommand(command.toArray(new String[0]));
      container.start();
      reaper.watchContainer(container.getContainerId());
      return new ContainerServer(container);
    } catch (RuntimeException e) {
      if (container != null) {
        container.stop();
      }
      throw new BackendException(
          "PostgreSQL (container " + image + ") cannot be started: " + Lines.of(e), e);
    }
  }

  /**
   * Testcontainers pulls by itself, but repeats what failed for two minutes without a word: a
   * misspelled image would look like a hanging run.
   */
  private static void pullIfMissing(String image, Consumer<String> progress) {
    DockerClient docker = DockerClientFactory.instance().client();
    try {
      docker.inspectImageCmd(image).exec();
    } catch (NotFoundException missing) {
      progress.accept("pulling image " + image);
      try {
        docker.pullImageCmd(image).start().awaitCompletion();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BackendException("interrupted while pulling " + image, e);
      }
    }
  }

  @Override
  public PostgresAddress address() {
    return new PostgresAddress(
        "jdbc:postgresql://"
            + container.getHost()
            + ":"
            + container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT)
            + "/"
            + container.getDatabaseName(),
        container.getUsername(),
        container.getPassword());
  }

  @Override
  public String kind() {
    return "container";
  }

  @Override
  public String lastWords() {
    return container.isRunning() ? "" : "the container is not running";
  }

  @Override
  public void close() {
    container.stop();
  }
}
