package dev.slipway.activities.inject;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the code needs and what the caller asks for, as one list.
 *
 * <p>The caller's version of a package wins over ours; extras add up.
 *
 * @param lines sorted, each package once unless its lines have markers
 * @param constraints ours, without those on packages whose version the caller chose
 */
record RequirementList(List<String> lines, List<String> constraints) {

  static RequirementList of(List<String> imported, List<String> asked, List<String> constraints) {
    var byName = new TreeMap<String, Requirement>();
    imported.stream()
        .map(Requirement::parse)
        .forEach(ours -> byName.merge(ours.name(), ours, Requirement::merged));
    var lines = new ArrayList<String>();
    Set<String> chosen = new HashSet<>();
    for (String line : asked) {
      Requirement theirs = Requirement.parse(line);
      if (theirs.isConditional()) {
        lines.add(theirs.line()); // applies to some environments only: the lock considers both
        continue;
      }
      byName.merge(theirs.name(), theirs, (ours, caller) -> caller.merged(ours));
      if (theirs.isBounded()) {
        chosen.add(theirs.name());
      }
    }
    byName.values().forEach(requirement -> lines.add(requirement.line()));
    return new RequirementList(
        lines.stream().sorted().distinct().toList(),
        constraints.stream()
            .filter(constraint -> !chosen.contains(Requirement.parse(constraint).name()))
            .toList());
  }
}
