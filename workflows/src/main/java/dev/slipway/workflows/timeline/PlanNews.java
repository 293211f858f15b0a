package dev.slipway.workflows.timeline;

import dev.slipway.workflows.steps.PlanChange.Change;
import dev.slipway.workflows.steps.PlanChange.Comparison;
import dev.slipway.workflows.steps.PlanChange.Difference;
import dev.slipway.workflows.steps.PlanChange.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why an approved plan is out of date, in plain English. */
final class PlanNews {
  /** Enough to see what happened; the plans themselves have the rest. */
  private static final int MAX_NAMED = 5;

  private PlanNews() {}

  static String since(Plan before, Plan now) {
    List<String> news = new ArrayList<>();
    if (now.empty()) {
      return "Nothing is left to change: the stack already matches this plan.";
    }
    differences(before.comparison(), now.comparison(), news);
    lines(before, now, news);
    return news.isEmpty()
        ? "Someone else has changed the stack's template since the plan was made."
        : "The plan has changed since it was made: %s%s."
            .formatted(
                String.join(", ", news.subList(0, Math.min(MAX_NAMED, news.size()))),
                news.size() > MAX_NAMED ? " and more" : "");
  }

  private static void differences(
      @Nullable Comparison before, @Nullable Comparison now, List<String> news) {
    if (before == null || now == null) {
      return;
    }
    for (Difference today : now.parameters()) {
      Optional<Difference> then = named(before.parameters(), today.name());
      if (then.isEmpty() || !Objects.equals(then.get().from(), today.from())) {
        news.add(
            today.from() == null
                ? "the stack has no %s now".formatted(today.name())
                : "%s is %s now".formatted(today.name(), today.from()));
      } else if (!Objects.equals(then.get().to(), today.to())) {
        news.add("%s would become %s".formatted(today.name(), today.to()));
      }
    }
    for (Difference then : before.parameters()) {
      if (named(now.parameters(), then.name()).isEmpty()) {
        news.add("%s needs no change any more".formatted(then.name()));
      }
    }
  }

  private static Optional<Difference> named(List<Difference> all, String name) {
    return all.stream().filter(difference -> difference.name().equals(name)).findFirst();
  }

  private static void lines(Plan before, Plan now, List<String> news) {
    now.changes().stream()
        .filter(change -> !before.changes().contains(change))
        .forEach(change -> news.add("new: " + words(change)));
    before.changes().stream()
        .filter(change -> !now.changes().contains(change))
        .forEach(change -> news.add("no longer: " + words(change)));
  }

  private static String words(Change change) {
    return "%s %s%s"
        .formatted(
            change.action().toLowerCase(java.util.Locale.ROOT),
            change.logicalId(),
            change.replacement().equals("True") ? " by replacement" : "");
  }
}
