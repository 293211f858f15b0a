package dev.slipway.cli.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows in aligned columns, cut at the width of the terminal. */
public final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... titles) {
    row(titles);
  }

  public Table row(String... cells) {
    rows.add(Arrays.stream(cells).map(Table::oneLine).toList());
    return this;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  /** The table's lines, titles first; only the last column is cut on a narrow terminal. */
  public List<String> lines(int width) {
    int columns = rows.getFirst().size();
    int[] widths =
        IntStream.range(0, columns)
            .map(
                column ->
                    rows.stream().mapToInt(row -> TextWidth.of(row.get(column))).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> TextWidth.cut(line(row, widths), width)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      line.append(column == 0 ? "" : GAP).append(cell);
      line.repeat(' ', widths[column] - TextWidth.of(cell));
    }
    return line.toString().stripTrailing();
  }

  public void print(Console console) {
    List<String> lines = lines(console.isTerminal() ? console.width() : Integer.MAX_VALUE);
    console.out(console.paint().bold(lines.getFirst()));
    lines.stream().skip(1).forEach(console::out);
  }
}
