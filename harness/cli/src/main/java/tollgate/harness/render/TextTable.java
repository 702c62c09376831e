package tollgate.harness.render;

import java.util.List;
import java.util.Locale;

/** Rows of text under each other, columns aligned. */
public final class TextTable {

  private static final int LONGEST_CELL = 300;

  private TextTable() {}

  /** The rows as lines; foreign text in them is made harmless. All rows have as many cells. */
  public static String of(List<? extends List<String>> rows) {
    List<List<String>> shown =
        rows.stream()
            .map(row -> row.stream().map(cell -> SafeText.isolated(cell, LONGEST_CELL)).toList())
            .toList();
    int columns = shown.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : shown) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : shown) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = row.get(i);
        line.append(cell).append(" ".repeat(widths[i] - length(cell) + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** {@code 12 %}; words when unknown. */
  public static String share(double share) {
    return Double.isNaN(share)
        ? "an unknown share"
        : String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
