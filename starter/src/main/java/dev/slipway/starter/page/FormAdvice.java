package dev.slipway.starter.page;

import dev.slipway.policy.Subject;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.check.Checker;
import dev.slipway.starter.estimate.Advice;
import dev.slipway.starter.estimate.Advisor;
import dev.slipway.starter.estimate.Estimates;
import dev.slipway.starter.estimate.TargetAdvisor;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.CheckRequestReader;
import dev.slipway.starter.requests.EstimateRequestReader;
import dev.slipway.starter.requests.SpecWriter;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.model.GivenNames;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.multipart.MultipartFile;

/** Advice on a form while it is being filled in. */
@Component
final class FormAdvice {
  private final EstimateRequestReader reader;
  private final CheckRequestReader codes;
  private final Estimates estimates;
  private final TargetAdvisor targets;
  private final Checker checker;
  private final ServerRules rules;
  private final Permissions permissions;

  FormAdvice(
      EstimateRequestReader reader,
      CheckRequestReader codes,
      Estimates estimates,
      TargetAdvisor targets,
      Checker checker,
      ServerRules rules,
      Permissions permissions) {
    this.permissions = permissions;
    this.reader = reader;
    this.codes = codes;
    this.estimates = estimates;
    this.targets = targets;
    this.checker = checker;
    this.rules = rules;
  }

  void on(Form form, @Nullable MultipartFile folder, Model model) {
    model.addAttribute("advice", List.of());
    model.addAttribute("patch", form.has("patch"));
    model.addAttribute("broken", List.of());
    try {
      var asked = reader.read(Forms.estimate(form));
      model.addAttribute("estimate", estimates.of(asked.spec(), asked.region(), asked.traffic()));
      onRules(asked, model);
      List<Advice> advice = Advisor.onSpec(asked.spec());
      CodeCheck.@Nullable Report found = null;
      if (form.has("code") || FormUpload.isChosen(folder)) {
        CodeCheck.Report report =
            checker.check(
                codes
                    .read(FormUpload.of(Forms.check(form), folder))
                    .with(GivenNames.of(asked.spec(), keys(form))));
        model.addAttribute("report", report);
        model.addAttribute(
            "suggested", SpecWriter.statements(report.permissions()).toPrettyString());
        model.addAttribute(
            "unset", unset(form, report, asked.spec().environmentVariables().keySet()));
        advice = Advisor.onSpec(asked.spec(), report);
        found = report;
      }
      model.addAttribute(
          "target", targets.of(asked.spec(), found, asked.region(), asked.traffic()));
      model.addAttribute("advice", advice);
    } catch (ProblemException refused) {
      model.addAttribute("problem", refused.problem());
    }
  }

  private void onRules(EstimateRequestReader.Asked asked, Model model) {
    String account = permissions.requireAccount(asked.account());
    var subject = new Subject(account, asked.region(), asked.stackName(), asked.spec());
    model.addAttribute("broken", rules.errors(subject));
    rules.tightening(subject).ifPresent(added -> model.addAttribute("tightening", added));
  }

  private static List<String> keys(Form form) {
    return form.all(Forms.KEY_NAME).stream()
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Names that the code reads but that are not set. */
  private static Set<String> unset(
      Form form, CodeCheck.Report report, Iterable<String> environment) {
    Set<String> unset = new TreeSet<>(report.envNames());
    environment.forEach(unset::remove);
    keys(form).forEach(unset::remove);
    return unset;
  }
}
