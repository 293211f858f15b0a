package dev.slipway.starter.requests;

import dev.slipway.api.Requirements;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads the requirements that a request names, wherever it may name some. */
final class RequirementLines {
  private static final String FIELD = "requirements";

  /** Anything longer is a pasted lock file, which inject makes itself. */
  private static final int MOST = 100;

  private RequirementLines() {}

  /** Those of a body; every wrong line is reported. */
  static List<String> of(Fields fields) {
    List<String> lines =
        fields.lines(FIELD).stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (lines.size() > MOST) {
      fields.invalid(
          FIELD, "%s: %d lines (expected: at most %d)".formatted(FIELD, lines.size(), MOST));
      return List.of();
    }
    return IntStream.range(0, lines.size())
        .mapToObj(
            i -> fields.read(FIELD + "[" + i + "]", () -> Requirements.requireLine(lines.get(i))))
        .flatMap(Optional::stream)
        .toList();
  }
}
