package dev.slipway.activities.deploy;

import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.steps.PlanChange.Change;
import dev.slipway.workflows.steps.PlanChange.CodeDifference;
import dev.slipway.workflows.steps.PlanChange.Comparison;
import dev.slipway.workflows.steps.PlanChange.Difference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares the current stack with the wanted one. */
final class PlanComparison {
  /** Stands for a value of the environment, which stays private. */
  private static final String SET = "set";

  private static final String PERMISSIONS = "Permissions";

  private static final String ROLE = "ExecutionRole";

  private PlanComparison() {}

  static Comparison of(
      StackToday today, StackToday wanted, List<Change> changes, @Nullable CodeDifference code) {
    return new Comparison(
        Stream.of(
                parameters(today.parameters(), wanted.parameters()),
                role(today.role(), wanted.role()),
                permissions(today.allowed(), wanted.allowed()))
            .flatMap(List::stream)
            .toList(),
        environment(today.variables(), wanted.variables()),
        code,
        fingerprint(today, wanted, changes));
  }

  private static List<Difference> parameters(Map<String, String> from, Map<String, String> to) {
    return differing(from, to).stream()
        .filter(name -> !name.equals(StackToday.DEPLOYMENT))
        .map(name -> new Difference(name, from.get(name), to.get(name)))
        .toList();
  }

  private static List<Difference> role(@Nullable String from, @Nullable String to) {
    return Objects.equals(from, to) ? List.of() : List.of(new Difference(ROLE, from, to));
  }

  /** Approvers read what the agent will be allowed in IAM's own words. */
  private static List<Difference> permissions(List<String> from, List<String> to) {
    return from.equals(to) ? List.of() : List.of(new Difference(PERMISSIONS, text(from), text(to)));
  }

  private static @Nullable String text(List<String> statements) {
    return statements.isEmpty() ? null : String.join("\n", statements);
  }

  private static List<Difference> environment(Map<String, String> from, Map<String, String> to) {
    return differing(from, to).stream()
        .map(
            name ->
                new Difference(
                    name, from.containsKey(name) ? SET : null, to.containsKey(name) ? SET : null))
        .toList();
  }

  private static List<String> differing(Map<String, String> from, Map<String, String> to) {
    var names = new TreeSet<>(from.keySet());
    names.addAll(to.keySet());
    var differing = new ArrayList<String>();
    for (var name : names) {
      if (!Objects.equals(from.get(name), to.get(name))) {
        differing.add(name);
      }
    }
    return differing;
  }

  /** Equal for two plans that would make the same changes to the same stack. */
  private static String fingerprint(StackToday today, StackToday wanted, List<Change> changes) {
    var sorted =
        changes.stream()
            .sorted(Comparator.comparing(Change::logicalId).thenComparing(Change::action))
            .toList();
    var all =
        String.join(
            "\n",
            today.template(),
            today.parameters().toString(),
            wanted.template(),
            wanted.parameters().toString(),
            sorted.toString());
    return Sha256.of(all.getBytes(StandardCharsets.UTF_8));
  }
}
