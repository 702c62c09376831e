package tollgate.harness.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks git; every answer may be "I do not know". */
final class Git {

  private static final int PATIENCE_SECONDS = 20;

  private Git() {}

  /** The name commits are made under, else the system's user; empty when neither is known. */
  static String userName(Console console) {
    return answer(console, "config", "user.name")
        .orElse(console.variables().getOrDefault("USER", ""));
  }

  /** First line of git's answer; empty when it fails or is not there. */
  static Optional<String> answer(Console console, String... arguments) {
    return answer(console.directory(), arguments);
  }

  /** The same, asked in a folder. */
  static Optional<String> answer(Path directory, String... arguments) {
    return text(directory, arguments).flatMap(text -> text.lines().findFirst());
  }

  /** Whether git answers with exit code 0. */
  static boolean succeeds(Path directory, String... arguments) {
    return text(directory, arguments).isPresent();
  }

  private static Optional<String> text(Path directory, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      Process git =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      git.getOutputStream().close();
      String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        git.destroyForcibly();
        return Optional.empty();
      }
      return git.exitValue() == 0 ? Optional.of(text) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
