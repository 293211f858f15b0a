package dev.slipway.starter.page;

import dev.slipway.starter.deployments.Decisions;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.PatchReader;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.workflows.deploy.Decision;
import dev.slipway.workflows.deploy.Patch;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.DeploymentId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
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
  private final StarterStorage storage;

  ActionsController(Decisions decisions, PatchReader patches, StarterStorage storage) {
    this.decisions = decisions;
    this.patches = patches;
    this.storage = storage;
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
      case "retry" -> retry(id, form, user);
      case "approve" -> decisions.approve(id, patches.readApproval(Forms.approval(form), user));
      case "abort", "reject" -> {
        var decision = patches.readDecision(Forms.decision(form), user);
        decisions.send(id, verb, new Decision(decision.by(), decision.reason()));
      }
      default -> throw ProblemException.unknown("There is no action of that name.");
    }
    return "redirect:/deployments/" + id;
  }

  private void retry(String id, Form form, String user) {
    var view = decisions.requireOpen(id, "retry");
    var retry = patches.readRetry(Forms.retry(form), Optional.ofNullable(view.spec()), user);
    String corrected = retry.code();
    ArtifactRef code =
        corrected == null
            ? null
            : storage.code().put(view.agent(), new DeploymentId(id), corrected);
    Patch patch = retry.spec() == null && code == null ? null : new Patch(retry.spec(), code);
    decisions.send(id, "retry", new Decision(retry.by(), retry.reason()), patch);
  }
}
