package dev.slipway.starter.page;

import dev.slipway.starter.check.Checker;
import dev.slipway.starter.estimate.Advisor;
import dev.slipway.starter.estimate.Estimates;
import dev.slipway.starter.problems.Complaint;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.CheckRequestReader;
import dev.slipway.starter.requests.EstimateRequestReader;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.model.Finding;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What can be said about a form while it is being filled in. */
@Component
final class FormAdvice {
  private final EstimateRequestReader reader;
  private final Estimates estimates;
  private final Checker checker;

  FormAdvice(EstimateRequestReader reader, Estimates estimates, Checker checker) {
    this.reader = reader;
    this.estimates = estimates;
    this.checker = checker;
  }

  void on(Map<String, String> form, Model model) {
    model.addAttribute("findings", List.of());
    model.addAttribute("advice", List.of());
    try {
      var asked = reader.read(Forms.deployment(form));
      model.addAttribute("estimate", estimates.of(asked.spec(), asked.region(), asked.traffic()));
      model.addAttribute("advice", Advisor.onSpec(asked.spec()));
      String code = form.getOrDefault("code", "");
      if (!code.isBlank()) {
        CodeCheck.Report report =
            checker.check(
                new CheckRequestReader.Asked(code, asked.spec().runtime(), asked.region()));
        model.addAttribute("ok", report.ok());
        model.addAttribute(
            "findings",
            Stream.concat(report.errors().stream(), report.warnings().stream())
                .map(Finding::sentence)
                .toList());
        model.addAttribute("advice", Advisor.onSpec(asked.spec(), report));
      }
    } catch (ProblemException refused) {
      model.addAttribute("trouble", refused.problem().detail());
      model.addAttribute(
          "findings", refused.problem().errors().stream().map(Complaint::message).toList());
    }
  }
}
