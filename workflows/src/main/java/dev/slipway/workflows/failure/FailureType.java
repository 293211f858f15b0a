package dev.slipway.workflows.failure;

import static dev.slipway.workflows.failure.FailureClass.AWS_TRANSIENT;
import static dev.slipway.workflows.failure.FailureClass.CANCELED;
import static dev.slipway.workflows.failure.FailureClass.DEPENDENCY;
import static dev.slipway.workflows.failure.FailureClass.PERMISSION;
import static dev.slipway.workflows.failure.FailureClass.PLATFORM;
import static dev.slipway.workflows.failure.FailureClass.QUOTA;
import static dev.slipway.workflows.failure.FailureClass.STACK;
import static dev.slipway.workflows.failure.FailureClass.USER_CODE;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.slipway.api.Fallback;
import java.util.Arrays;

/**
 * Every way in which a deployment can fail: a single closed list.
 *
 * <p>Names are stable: they appear in histories, in the API and in users' scripts. A transient type
 * may succeed later with the same input and is retried; no other type is.
 */
public enum FailureType {
  CODE_REJECTED(
      "CodeRejected",
      USER_CODE,
      false,
      "Correct the lines named in the evidence and deploy again."),
  AGENT_FAILED(
      "AgentFailed",
      USER_CODE,
      false,
      "Correct the code, then retry with it or deploy again; the log of smokeTest has the trace."),
  AGENT_TIMED_OUT(
      "AgentTimedOut",
      USER_CODE,
      false,
      "Raise --timeout or --memory, or make the agent answer faster."),
  AGENT_ANSWER_UNEXPECTED(
      "AgentAnswerUnexpected",
      USER_CODE,
      false,
      "Compare the answer with the smoke test's expectation and correct one of them."),
  DEPENDENCY_UNRESOLVABLE(
      "DependencyUnresolvable",
      DEPENDENCY,
      false,
      "Change the requirement named in the evidence: another version or another package."),
  WHEEL_INCOMPATIBLE(
      "WheelIncompatible",
      DEPENDENCY,
      false,
      "Choose a version of the package that has a wheel for this runtime and architecture."),
  INDEX_UNAVAILABLE(
      "IndexUnavailable",
      DEPENDENCY,
      true,
      "Check the worker's connection to the package index, then retry."),
  INDEX_NOT_ALLOWED(
      "IndexNotAllowed",
      DEPENDENCY,
      false,
      "Let the workers ask an index that the rule allows, then retry; or ask the rule's owner."),
  PACKAGE_TOO_LARGE(
      "PackageTooLarge",
      DEPENDENCY,
      false,
      "Drop one of the largest packages named in the evidence."),
  ACCESS_DENIED(
      "AccessDenied",
      PERMISSION,
      false,
      "Grant the missing permission to the deploying identity, then retry."),
  CREDENTIALS_INVALID(
      "CredentialsInvalid",
      PERMISSION,
      false,
      "Give the worker valid AWS credentials, then retry."),
  ROLE_NOT_ASSUMED(
      "RoleNotAssumed",
      PERMISSION,
      false,
      "Let the role's trust policy name the server's and the workers' identity, with"
          + " sts:AssumeRole, sts:TagSession and the external id of the policy file; then retry."),
  ROLE_UNUSABLE(
      "RoleUnusable",
      PERMISSION,
      false,
      "Change the role as the evidence says, then retry; or retry without execution_role, so that"
          + " the agent gets a role of its own."),
  DYNAMIC_REFERENCE(
      "DynamicReference",
      PERMISSION,
      false,
      "Remove the reference. Put the agent's secrets into api_keys."),
  MODEL_NOT_ACCESSIBLE(
      "ModelNotAccessible",
      PERMISSION,
      false,
      "Give the account access to the model named in the evidence, then retry; or retry with code"
          + " that names another model."),
  QUOTA_EXCEEDED(
      "QuotaExceeded", QUOTA, false, "Ask AWS to raise the quota or remove what is not needed."),
  NAME_TAKEN(
      "NameTaken",
      STACK,
      false,
      "Remove or import the function that has this name, then retry; or deploy under another"
          + " function_name."),
  FOREIGN_STACK(
      "ForeignStack",
      STACK,
      false,
      "Deploy under another stack_name; or have an administrator hand the stack over with the tag"
          + " named in the evidence."),
  STACK_BUSY(
      "StackBusy",
      STACK,
      true,
      "Wait until the other operation on the stack has ended, then retry."),
  STACK_BROKEN(
      "StackBroken",
      STACK,
      false,
      "Bring the stack back to a stable state in CloudFormation, then retry."),
  ROLLBACK_STUCK(
      "RollbackStuck",
      STACK,
      false,
      "Fix what blocks the rollback, then retry; or continue without it: retry --skip-resource"
          + " LOGICAL_ID."),
  CHANGE_SET_FAILED(
      "ChangeSetFailed",
      STACK,
      false,
      "Read CloudFormation's reason in the evidence; it refused the plan before any change."),
  STACK_FAILED(
      "StackFailed",
      STACK,
      false,
      "Read the first failed resource in the evidence; the ones after it only followed."),
  RUNTIME_FAILED(
      "RuntimeFailed",
      STACK,
      false,
      "Read AgentCore's reason in the evidence; correct what it names, then retry."),
  LIVE_MISMATCH(
      "LiveMismatch",
      STACK,
      false,
      "What is live is not what should have been deployed; see the evidence. Retry; if the mismatch"
          + " persists, abort, deploy again, and find out who else changes the function."),
  THROTTLED("Throttled", AWS_TRANSIENT, true, "Retry later; AWS is limiting the rate of requests."),
  AWS_UNAVAILABLE(
      "AwsUnavailable", AWS_TRANSIENT, true, "Retry when the AWS endpoint responds again."),
  TOOL_MISSING("ToolMissing", PLATFORM, false, "Install the named tool on the worker, then retry."),
  TOOL_FAILED(
      "ToolFailed",
      PLATFORM,
      false,
      "Read the tool's last lines in the evidence and its full output in the log."),
  STORAGE_UNAVAILABLE(
      "StorageUnavailable",
      PLATFORM,
      true,
      "Check the artifact bucket and the worker's connection to it, then retry."),
  ARTIFACT_CORRUPT(
      "ArtifactCorrupt",
      PLATFORM,
      false,
      "A stored object does not match its hash: find out who wrote to the bucket, then deploy"
          + " again."),
  REVISION_GONE(
      "RevisionGone",
      PLATFORM,
      false,
      "Roll back to another revision, or deploy the code again: this revision's artifacts are"
          + " gone."),
  WORKER_LOST("WorkerLost", PLATFORM, true, "Start a worker; the step resumes where it left off."),
  STEP_TIMED_OUT(
      "StepTimedOut",
      PLATFORM,
      true,
      "Check the step's log for what it was waiting for, then retry."),
  DEPLOYMENT_TIMED_OUT(
      "DeploymentTimedOut",
      PLATFORM,
      false,
      "See above which step took the time and fix that, or raise the limit, then deploy again."),
  @Fallback
  UNEXPECTED(
      "Unexpected",
      PLATFORM,
      false,
      "Slipway does not know this failure. Report it with the evidence and the step's log."),
  PARK_EXPIRED(
      "ParkExpired", CANCELED, false, "No one decided in time. Deploy again once it is fixed."),
  APPROVAL_EXPIRED(
      "ApprovalExpired",
      CANCELED,
      false,
      "No one approved the plan in time. Deploy again; a new plan is then made."),
  QUEUE_EXPIRED(
      "QueueExpired",
      CANCELED,
      false,
      "Decide about the deployment that holds the agent (retry, abort or cancel it), then deploy"
          + " again."),
  ABORTED("Aborted", CANCELED, false, "Deploy again any time; the ledger lists what is left."),
  REJECTED("Rejected", CANCELED, false, "The plan was rejected. Change it and deploy again."),
  CANCELLED("Canceled", CANCELED, false, "Deploy again any time; the ledger lists what is left."),
  SUPERSEDED(
      "Superseded",
      CANCELED,
      false,
      "Another request for this agent took its place; deploy again if you still want this one."),
  WINDOW_MISSED(
      "WindowMissed",
      CANCELED,
      false,
      "Its turn did not come before not_after. Deploy again with a later or wider window."),
  TERMINATED(
      "Terminated",
      CANCELED,
      false,
      "An operator ended the workflow by force; check the stack before you deploy again.");

  private final String wireName;
  private final FailureClass failureClass;
  private final boolean transientFailure;
  private final String nextAction;

  FailureType(
      String wireName, FailureClass failureClass, boolean transientFailure, String nextAction) {
    this.wireName = wireName;
    this.failureClass = failureClass;
    this.transientFailure = transientFailure;
    this.nextAction = nextAction;
  }

  /** The stable name, as it appears in histories and responses. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  public FailureClass failureClass() {
    return failureClass;
  }

  /** Whether the same input could succeed later. */
  public boolean isTransient() {
    return transientFailure;
  }

  /** What a person can do next, as one sentence. */
  public String nextAction() {
    return nextAction;
  }

  /** The type with that name; {@link #UNEXPECTED} for a name this version does not know. */
  @JsonCreator
  public static FailureType of(String wireName) {
    return Arrays.stream(values())
        .filter(type -> type.wireName.equals(wireName))
        .findFirst()
        .orElse(UNEXPECTED);
  }
}
