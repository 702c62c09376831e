package tollgate.harness.render;

import tollgate.harness.verdict.Outcome;
import tollgate.harness.verdict.Verdict;

/** Colours of a terminal, or none. */
final class Style {

  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String YELLOW = "\u001b[33m";
  private static final String DIM = "\u001b[2m";
  private static final String BOLD = "\u001b[1m";
  private static final String RESET = "\u001b[0m";

  private final boolean colours;

  Style(boolean colours) {
    this.colours = colours;
  }

  String verdict(Verdict verdict, String text) {
    if (verdict instanceof Verdict.Regressed) {
      return painted(RED, text);
    }
    if (verdict instanceof Verdict.Improved) {
      return painted(GREEN, text);
    }
    return verdict instanceof Verdict.Unchanged ? text : painted(YELLOW, text);
  }

  String outcome(Outcome outcome, String text) {
    return switch (outcome) {
      case PASS -> painted(BOLD + GREEN, text);
      case REGRESSION -> painted(BOLD + RED, text);
      case UNDECIDED -> painted(BOLD + YELLOW, text);
    };
  }

  String dim(String text) {
    return painted(DIM, text);
  }

  private String painted(String colour, String text) {
    return colours ? colour + text.stripTrailing() + RESET : text;
  }
}
