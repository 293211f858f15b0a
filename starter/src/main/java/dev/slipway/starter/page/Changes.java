package dev.slipway.starter.page;

import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.Problem;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.source.Comparison;
import dev.slipway.starter.source.Snapshot;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.ui.Model;

/** A comparison as part of a page: why there is none is said in its place. */
final class Changes {
  private Changes() {}

  static void put(Supplier<Comparison> comparing, Model model) {
    try {
      Comparison comparison = comparing.get();
      Snapshot from = comparison.from();
      model.addAttribute("comparison", comparison);
      model.addAttribute("changed", ChangedFile.of(comparison));
      model.addAttribute("fromTitle", from == null ? "nothing live" : from.title());
      model.addAttribute("toTitle", comparison.to().title());
    } catch (ProblemException unseen) {
      model.addAttribute("unseen", why(unseen.problem()));
    }
  }

  private static String inTheForm(FieldError error) {
    return error.message().replaceFirst("^patch\\.", "");
  }

  private static String why(Problem problem) {
    return problem.errors().isEmpty()
        ? problem.detail()
        : problem.errors().stream().map(Changes::inTheForm).collect(Collectors.joining(" "));
  }
}
