package dev.slipway.starter.page;

import dev.slipway.api.Role;
import dev.slipway.api.SpecField;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.deployments.Decisions;
import dev.slipway.starter.source.RetryDiffs;
import dev.slipway.starter.views.DeploymentResponses;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The form that retries a parked deployment with something changed. */
@Controller
@Needs(Role.DEPLOYER)
class FixController {
  private final Decisions decisions;
  private final DeploymentResponses answers;
  private final KeptCode kept;
  private final RetryDiffs diffs;
  private final FormAdvice advice;

  FixController(
      Decisions decisions,
      DeploymentResponses answers,
      KeptCode kept,
      RetryDiffs diffs,
      FormAdvice advice) {
    this.advice = advice;
    this.diffs = diffs;
    this.decisions = decisions;
    this.answers = answers;
    this.kept = kept;
  }

  @GetMapping("/deployments/{id}/fix")
  String form(@PathVariable String id, Model model) {
    var view = decisions.requireOpen(id, DeployAgentWorkflow.RETRY);
    model.addAttribute("d", answers.of(view));
    Form form = Prefill.of(view);
    kept.fillIn(form.values(), id);
    model.addAttribute("form", form.shown());
    model.addAttribute("runtimes", SpecField.named("runtime").choices());
    return "slipway/fix";
  }

  /** What is said of the form as it is filled in now, and what it would change. */
  @PostMapping("/deployments/{id}/fix/check")
  String check(
      @PathVariable String id,
      @RequestParam MultiValueMap<String, String> values,
      @RequestParam(required = false) @Nullable MultipartFile source,
      Model model) {
    // What the form does not ask for is what failed: its account, name, region, tags and the rest.
    Form whole = Prefill.of(decisions.requireOpen(id, DeployAgentWorkflow.RETRY));
    advice.on(whole.with(new Form(values)), source, model);
    Changes.put(
        () ->
            diffs.of(
                id,
                FormUpload.of(kept.withoutUnchanged(Forms.retry(new Form(values)), id), source)),
        model);
    model.addAttribute("fromTitle", "as it failed");
    model.addAttribute("toTitle", "with your changes");
    return "slipway/fix-check :: check";
  }
}
