package dev.slipway.activities.inject;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the code needs and what the caller asks for, as one list.
 *
 * <p>The caller's version of a package wins over ours; extras add up.
 *
 * @param lines sorted, each package once unless its lines have markers
 * @param constraints ours, without those on packages whose version the caller chose
 */
record RequirementList(List<String> lines, List<String> constraints) {

  /**
   * The one list.
   *
   * @param pins versions that the folder's own lock pins; the caller's versions win over them too
   */
  static RequirementList of(
      List<String> imported, List<String> pins, List<String> asked, List<String> constraints) {
    var byName = new TreeMap<String, Requirement>();
    var lines = new ArrayList<String>();
    for (String line : imported) {
      Requirement ours = Requirement.parse(line);
      if (ours.isConditional()) {
        lines.add(ours.line()); // a folder may declare some for one Python only
      } else {
        byName.merge(ours.name(), ours, Requirement::merged);
      }
    }
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
    Set<String> pinned =
        pins.stream().map(pin -> Requirement.parse(pin).name()).collect(Collectors.toSet());
    byName.values().forEach(requirement -> lines.add(requirement.line()));
    return new RequirementList(
        lines.stream().sorted().distinct().toList(),
        Stream.concat(pins.stream(), constraints.stream().filter(ours -> isOpen(ours, pinned)))
            .filter(constraint -> isOpen(constraint, chosen))
            .toList());
  }

  /** Our constraints without those on packages whose version the lines decide themselves. */
  static List<String> beside(List<String> lines, List<String> constraints) {
    Set<String> decided =
        lines.stream()
            .map(Requirement::parse)
            .filter(Requirement::isBounded)
            .map(Requirement::name)
            .collect(Collectors.toSet());
    return constraints.stream().filter(ours -> isOpen(ours, decided)).toList();
  }

  private static boolean isOpen(String constraint, Set<String> decided) {
    return !decided.contains(Requirement.parse(constraint).name());
  }
}
