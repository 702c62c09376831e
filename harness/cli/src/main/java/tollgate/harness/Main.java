package tollgate.harness;

import tollgate.harness.command.CommandLineRunner;
import tollgate.harness.command.Console;

/** The command {@code tollgate}: the only place that ends the JVM. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(CommandLineRunner.run(Console.system(), args));
  }
}
