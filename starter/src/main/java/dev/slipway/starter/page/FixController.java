package dev.slipway.starter.page;

import dev.slipway.api.Role;
import dev.slipway.api.SpecField;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.deployments.Decisions;
import dev.slipway.starter.views.DeploymentResponses;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The form that retries a parked deployment with something changed. */
@Controller
@Needs(Role.DEPLOYER)
class FixController {
  private final Decisions decisions;
  private final DeploymentResponses answers;
  private final KeptCode kept;

  FixController(Decisions decisions, DeploymentResponses answers, KeptCode kept) {
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
}
