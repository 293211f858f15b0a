package dev.slipway.local.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** docker/Dockerfile, as far as it has to agree with the code. */
final class Images {
  private static final Pattern FROM = Pattern.compile("FROM (\\S+) AS (\\S+)");
  private static final Pattern ASSIGNMENT = Pattern.compile("(?:^ENV | {4})([A-Z_]+)=");

  private Images() {}

  static List<String> bases() {
    return FROM.matcher(dockerfile()).results().map(match -> match.group(1)).toList();
  }

  /** What a stage sets with ENV, not counting the stage it builds on. */
  static Set<String> environmentNames(String stage) {
    Set<String> names = new TreeSet<>();
    for (String line : stage(stage)) {
      ASSIGNMENT.matcher(line).results().forEach(match -> names.add(match.group(1)));
    }
    return names;
  }

  /** The lines of a stage. */
  static List<String> stage(String name) {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : dockerfile().lines().toList()) {
      var from = FROM.matcher(line);
      if (from.matches()) {
        inside = from.group(2).equals(name);
      } else if (inside) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static String dockerfile() {
    return Repository.text("docker/Dockerfile");
  }
}
