package dev.slipway.local.documents;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A unit of systemd in deploy/systemd, as far as it has to agree with the code. */
record Unit(List<String> lines) {
  private static final Pattern VARIABLE = Pattern.compile("Environment=\"?(\\w+)=(.*)");

  static Unit of(String component) {
    return new Unit(
        Repository.text("deploy/systemd/slipway-" + component + ".service").lines().toList());
  }

  String option(String name) {
    List<String> found = options(name);
    if (found.size() != 1) {
      throw new AssertionError("%s: %s (expected: one value)".formatted(name, found));
    }
    return found.getFirst();
  }

  /** A name may stand there several times. */
  List<String> options(String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .toList();
  }

  Map<String, String> environment() {
    var found = new TreeMap<String, String>();
    for (String line : lines) {
      var variable = VARIABLE.matcher(line);
      if (variable.matches()) {
        found.put(variable.group(1), variable.group(2));
      }
    }
    return found;
  }

  /** The names of the files that it hands over as secrets. */
  List<String> credentials() {
    return options("LoadCredential").stream().map(each -> each.split(":", -1)[0]).toList();
  }
}
