package dev.slipway.starter.page;

import dev.slipway.starter.deployments.Decisions;
import dev.slipway.starter.deployments.Retries;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.PatchReader;
import dev.slipway.workflows.deploy.Decision;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the buttons of a deployment's page do. */
@Controller
class ActionsController {
  private final Decisions decisions;
  private final PatchReader patches;
  private final Retries retries;

  ActionsController(Decisions decisions, PatchReader patches, Retries retries) {
    this.decisions = decisions;
    this.patches = patches;
    this.retries = retries;
  }

  @PostMapping("/deployments/{id}/{verb}")
  String decide(
      @PathVariable String id,
      @PathVariable String verb,
      @RequestParam MultiValueMap<String, String> values,
      HttpServletRequest request) {
    Form form = new Form(values);
    String user = Visitor.of(request).name();
    switch (verb) {
      case "cancel" -> {
        var decision = patches.readDecision(Forms.decision(form), user);
        decisions.cancel(id, new Decision(decision.by(), decision.reason()));
      }
      case DeployAgentWorkflow.RETRY -> retries.retry(id, Forms.retry(form), user);
      case DeployAgentWorkflow.APPROVE ->
          decisions.approve(id, patches.readApproval(Forms.approval(form), user));
      case DeployAgentWorkflow.ABORT, DeployAgentWorkflow.REJECT -> {
        var decision = patches.readDecision(Forms.decision(form), user);
        decisions.send(id, verb, new Decision(decision.by(), decision.reason()));
      }
      default -> throw ProblemException.notFound("There is no action of that name.");
    }
    return "redirect:/deployments/" + id;
  }
}
