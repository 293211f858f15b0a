package dev.slipway.starter.page;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.deployments.Decisions;
import dev.slipway.starter.deployments.Retries;
import dev.slipway.starter.requests.PatchReader;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** What the buttons of a deployment's page do. */
@Controller
@RequestMapping("/deployments/{id}")
@Needs(Role.DEPLOYER)
class ActionsController {
  private final Decisions decisions;
  private final PatchReader patches;
  private final Retries retries;
  private final KeptCode kept;

  ActionsController(Decisions decisions, PatchReader patches, Retries retries, KeptCode kept) {
    this.decisions = decisions;
    this.patches = patches;
    this.retries = retries;
    this.kept = kept;
  }

  @PostMapping("/cancel")
  String cancel(@PathVariable String id, @RequestParam MultiValueMap<String, String> values) {
    decisions.cancel(id, patches.readDecision(Forms.decision(new Form(values))).decision());
    return deployment(id);
  }

  @PostMapping("/retry")
  String retry(
      @PathVariable String id,
      @RequestParam MultiValueMap<String, String> values,
      @RequestParam(required = false) @Nullable MultipartFile source) {
    retries.retry(
        id, FormUpload.of(kept.withoutUnchanged(Forms.retry(new Form(values)), id), source));
    return deployment(id);
  }

  @PostMapping("/abort")
  String abort(@PathVariable String id, @RequestParam MultiValueMap<String, String> values) {
    return decide(id, DeployAgentWorkflow.ABORT, values);
  }

  @PostMapping("/approve")
  @Needs(Role.APPROVER)
  String approve(@PathVariable String id, @RequestParam MultiValueMap<String, String> values) {
    decisions.approve(id, patches.readApproval(Forms.approval(new Form(values))));
    return deployment(id);
  }

  @PostMapping("/reject")
  @Needs(Role.APPROVER)
  String reject(@PathVariable String id, @RequestParam MultiValueMap<String, String> values) {
    return decide(id, DeployAgentWorkflow.REJECT, values);
  }

  private String decide(String id, String verb, MultiValueMap<String, String> values) {
    decisions.send(id, verb, patches.readDecision(Forms.decision(new Form(values))).decision());
    return deployment(id);
  }

  private static String deployment(String id) {
    return "redirect:/deployments/" + id;
  }
}
