package dev.slipway.starter.deployments;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Role;
import dev.slipway.policy.Subject;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.accounts.KnownAccounts;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.PatchReader;
import dev.slipway.starter.requests.RoleReader;
import dev.slipway.starter.requests.Source;
import dev.slipway.starter.requests.Upload;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import dev.slipway.workflows.deploy.Patch;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.timeline.DeploymentView;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Retries a parked deployment, whether the API or the page requests it. */
@Component
public final class Retries {
  private static final String VERB = DeployAgentWorkflow.RETRY;

  private final PatchReader reader;
  private final Decisions decisions;
  private final StarterStorage storage;
  private final ServerRules rules;
  private final Permissions permissions;
  private final KnownAccounts accounts;

  Retries(
      PatchReader reader,
      Decisions decisions,
      StarterStorage storage,
      ServerRules rules,
      Permissions permissions,
      KnownAccounts accounts) {
    this.accounts = accounts;
    this.reader = reader;
    this.decisions = decisions;
    this.storage = storage;
    this.rules = rules;
    this.permissions = permissions;
  }

  /** What is to be changed, if this deployment can use it; nothing is stored or sent. */
  public PatchReader.Retry read(DeploymentView view, Upload upload) {
    var retry = reader.readRetry(upload, Optional.ofNullable(view.spec()));
    Patches.requireFitting(view, retry);
    return retry;
  }

  /** Reads the request, stores corrected code and sends the decision. */
  public void retry(String id, Upload upload) {
    var view = decisions.requireOpen(id, VERB);
    var retry = read(view, upload);
    if (retry.skipResources() != null) {
      permissions.require(Role.OPERATOR, view.agent());
    }
    // Changed settings follow the rules of today; unchanged ones were admitted.
    Optional<Subject> subject =
        Optional.ofNullable(retry.spec()).map(spec -> accounts.subject(view.agent(), spec));
    subject.ifPresent(changed -> RoleReader.requireOf(view.agent().account(), changed.spec()));
    subject.ifPresent(rules::require);
    Source corrected = retry.source();
    ArtifactRef code =
        corrected == null
            ? null
            : storage
                .code()
                .put(view.agent(), new DeploymentId(id), corrected.fileName(), corrected.bytes());
    var patch =
        new Patch(
            subject.map(rules::tightened).orElse(null),
            code,
            retry.skipResources(),
            subject.map(rules::packages).orElse(null));
    try {
      decisions.send(id, VERB, retry.decision(), patch.changesNothing() ? null : patch);
    } catch (ProblemException refused) {
      if (code != null && refused.problem().status() == HttpStatus.CONFLICT.value()) {
        storage.code().remove(view.agent(), code);
      }
      throw refused;
    }
  }
}
