package tollgate.harness.baseline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tollgate.harness.config.Policy;
import tollgate.harness.config.PolicyReader;
import tollgate.harness.model.Environment;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Provenance;
import tollgate.harness.model.Run;
import tollgate.harness.read.FileFaults;
import tollgate.harness.read.Sessions;

/** Copies a session into the store, with who accepted it, when and why. Never writes over one. */
public final class Recorder {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int COMMIT_DIGITS = 12;

  private final BaselineStore store;
  private final Instant now;

  /**
   * @param now when it is recorded
   */
  public Recorder(BaselineStore store, Instant now) {
    this.store = store;
    this.now = now;
  }

  /**
   * What the person who records says.
   *
   * @param suite name of the suite
   * @param machineClass empty to take the environment's
   * @param by who records, empty when unknown
   * @param reason in their words, empty for none
   * @param force whether objections are overridden; wants a reason
   */
  public record Request(
      String suite, Optional<String> machineClass, String by, String reason, boolean force) {}

  /**
   * Records one result file.
   *
   * @return the session made
   * @throws InputException when the file is bad, there are objections and no force, or the session
   *     is recorded already
   */
  public Session record(Path result, Request request) {
    if (request.force() && request.reason().isBlank()) {
      throw new InputException("--force wants a --reason: it is kept with the baseline");
    }
    Run run = Sessions.readFile(result);
    List<String> objections = Objections.against(run, limits());
    if (!objections.isEmpty() && !request.force()) {
      throw new InputException(
          result
              + ": not recorded: "
              + String.join("; ", objections)
              + ". Measure again, or record it all the same with --force --reason \"…\"");
    }
    String machineClass = machineClass(run, result, request);
    Path target = target(run, machineClass, request.suite());
    try {
      copy(run, result, target, request, objections);
    } catch (IOException e) {
      throw FileFaults.inputException(target, e);
    }
    return new Session(machineClass, request.suite(), target);
  }

  private Policy.DisturbanceLimits limits() {
    return store.policy().map(PolicyReader::read).orElse(Policy.DEFAULT).disturbance();
  }

  private static String machineClass(Run run, Path result, Request request) {
    return request
        .machineClass()
        .or(() -> run.environment().map(Environment::machineClass))
        .filter(name -> !name.isEmpty())
        .orElseThrow(
            () ->
                new InputException(
                    result + ": its machine class is unknown; give one with --machine-class"));
  }

  private Path target(Run run, String machineClass, String suite) {
    String commit = run.environment().map(Environment::commit).orElse("");
    String name =
        DATE.format(measuredAt(run))
            + "-"
            + (commit.isEmpty()
                ? "unknown"
                : commit.substring(0, Math.min(COMMIT_DIGITS, commit.length())));
    Path target =
        store.folder(machineClass, suite).resolve(SafeName.check("session", name) + ".json");
    if (Files.exists(target)) {
      throw new InputException(target + ": is recorded already and is not written over");
    }
    return target;
  }

  private Instant measuredAt(Run run) {
    String told = run.environment().map(Environment::startedAt).orElse("");
    try {
      return told.isEmpty() ? now : Instant.parse(told);
    } catch (DateTimeParseException e) {
      throw new InputException(
          run.source() + ": the environment's startTime is no time: " + told, e);
    }
  }

  private void copy(Run run, Path result, Path target, Request request, List<String> objections)
      throws IOException {
    byte[] bytes = Files.readAllBytes(result);
    Provenance provenance =
        new Provenance(
            now.truncatedTo(ChronoUnit.SECONDS).toString(),
            request.by(),
            request.reason(),
            run.environment().map(Environment::commit).orElse(""),
            run.environment().map(Environment::startedAt).orElse(""),
            run.environment().map(Environment::command).orElse(""),
            objections,
            sha256(bytes));
    try (Placing placing = new Placing(target)) {
      copyIfThere(Sessions.environmentFile(result), Sessions.environmentFile(target), placing);
      copyIfThere(Sessions.ledgerFile(result), Sessions.ledgerFile(target), placing);
      placing.add(Sessions.provenanceFile(target), ProvenanceWriter.write(provenance));
      placing.add(target, bytes);
      placing.finish();
    }
  }

  private static void copyIfThere(Path file, Path target, Placing placing) throws IOException {
    if (Files.exists(file)) {
      placing.add(target, Files.readAllBytes(file));
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
