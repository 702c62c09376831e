package tollgate.harness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A JMH command line in its parts. JMH refuses an option that is given twice, so who wants to
 * override one has to take the other out.
 */
final class JmhArguments {

  /** Options of JMH 1.37 that stand alone; every other takes the next word. */
  private static final Set<String> WITHOUT_VALUE = Set.of("-l", "-lp", "-lrf", "-lprof", "-h");

  private final List<Part> parts;

  private JmhArguments(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** An option with what follows it, or a word of its own. */
  private record Part(String option, List<String> words) {}

  /** Takes the words apart; nonsense is left for JMH to refuse. */
  static JmhArguments parse(List<String> words) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      if (!word.startsWith("-")) {
        parts.add(new Part("", List.of(word)));
      } else if (equals > 0) {
        parts.add(new Part(word.substring(0, equals), List.of(word)));
      } else if (WITHOUT_VALUE.contains(word) || i + 1 == words.size()) {
        parts.add(new Part(word, List.of(word)));
      } else {
        parts.add(new Part(word, List.of(word, words.get(i + 1))));
        i++;
      }
    }
    return new JmhArguments(parts);
  }

  /** Whether an option, dash included, is among them. */
  boolean has(String option) {
    return parts.stream().anyMatch(part -> part.option().equals(option));
  }

  /** Whether no word says which benchmarks are meant, or are not. */
  boolean selectNothing() {
    return parts.stream().noneMatch(part -> part.option().isEmpty()) && !has("-e");
  }

  /** The same without some options. */
  JmhArguments without(Set<String> options) {
    return new JmhArguments(
        parts.stream().filter(part -> !options.contains(part.option())).toList());
  }

  /** These, and of {@code defaults} those options that are not among these. */
  JmhArguments orElse(List<String> defaults) {
    List<Part> all = new ArrayList<>(parts);
    parse(defaults).parts.stream().filter(part -> !has(part.option())).forEach(all::add);
    return new JmhArguments(all);
  }

  /** As words for a command line. */
  List<String> words() {
    return parts.stream().flatMap(part -> part.words().stream()).toList();
  }
}
