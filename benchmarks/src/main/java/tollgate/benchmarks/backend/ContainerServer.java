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
  private static final String WITHOUT_HELPER = "TESTCONTAINERS_RYUK_DISABLED";

  private final PostgreSQLContainer container;

  private ContainerServer(PostgreSQLContainer container) {
    this.container = container;
  }

  static ContainerServer start(String image, Reaper reaper, Consumer<String> progress) {
    PostgreSQLContainer container = null;
    try {
      sayWhatElseIsPulled(progress);
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
        new ContainerServer(container).close();
      }
      throw new BackendException(
          "PostgreSQL (container " + image + ") cannot be started: " + Lines.of(e), e);
    }
  }

  /**
   * Testcontainers first starts a helper of its own from an image of its own, and where no registry
   * answers it tries so for seven minutes without a word. The variable is the only switch it has,
   * and no JVM can set its own environment: so the user is told before the silence.
   */
  private static void sayWhatElseIsPulled(Consumer<String> progress) {
    if (!Boolean.parseBoolean(System.getenv(WITHOUT_HELPER))) {
      progress.accept(
          "Testcontainers also starts its image testcontainers/ryuk; where that cannot be pulled, set "
              + WITHOUT_HELPER
              + "=true (the container is removed in any case)");
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

  /** An engine that has died, or a container that somebody else removed, leaves nothing to stop. */
  @Override
  public void close() {
    try {
      container.stop();
    } catch (RuntimeException e) {
      System.err.println("WARNING: the container could not be stopped: " + Lines.of(e));
    }
  }
}
