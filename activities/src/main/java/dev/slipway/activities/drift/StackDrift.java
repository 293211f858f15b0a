package dev.slipway.activities.drift;

import dev.slipway.activities.live.Findings;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.Pace;
import dev.slipway.storage.aws.AwsFailures;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackDriftDetectionStatusResponse;
import software.amazon.awssdk.services.cloudformation.model.PropertyDifference;
import software.amazon.awssdk.services.cloudformation.model.StackDriftDetectionStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDrift;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftStatus;

/** What CloudFormation itself calls drift. */
final class StackDrift {
  /** An agent's stack has about ten resources, a few seconds each. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** We compare the function ourselves, version by version and in our own terms. */
  private static final Set<String> COMPARED_ELSEWHERE = Set.of("AWS::Lambda::Function");

  private final CloudClients clients;

  StackDrift(CloudClients clients) {
    this.clients = clients;
  }

  /** Runs the check; what CloudFormation does not report becomes a note. */
  void look(String region, String stackId, Findings findings) {
    try {
      var ended = detect(region, stackId);
      if (ended.detectionStatus() != StackDriftDetectionStatus.DETECTION_COMPLETE) {
        findings.note(
            "CloudFormation's own check: %s %s"
                .formatted(
                    ended.detectionStatusAsString(),
                    ended.detectionStatusReason() == null ? "" : ended.detectionStatusReason()));
      }
      drifts(region, stackId, findings);
    } catch (SdkException e) {
      findings.note("CloudFormation's own check: " + AwsFailures.explain(e).message());
    }
  }

  private DescribeStackDriftDetectionStatusResponse detect(String region, String stackId) {
    var cloudFormation = clients.cloudFormation(region);
    var id =
        cloudFormation
            .detectStackDrift(request -> request.stackName(stackId))
            .stackDriftDetectionId();
    var pace = new Pace(clients.emulated());
    var deadline = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      var status =
          pace.look(
              () ->
                  cloudFormation.describeStackDriftDetectionStatus(
                      request -> request.stackDriftDetectionId(id)));
      if (status.detectionStatus() != StackDriftDetectionStatus.DETECTION_IN_PROGRESS
          || System.nanoTime() - deadline > 0) {
        return status;
      }
      pace.pause();
    }
  }

  private void drifts(String region, String stackId, Findings findings) {
    clients
        .cloudFormation(region)
        .describeStackResourceDrifts(
            request ->
                request
                    .stackName(stackId)
                    .stackResourceDriftStatusFilters(
                        StackResourceDriftStatus.MODIFIED, StackResourceDriftStatus.DELETED))
        .stackResourceDrifts()
        .forEach(drift -> add(drift, findings));
  }

  private static void add(StackResourceDrift drift, Findings findings) {
    var what = "%s (%s)".formatted(drift.logicalResourceId(), drift.resourceType());
    if (drift.stackResourceDriftStatus() == StackResourceDriftStatus.DELETED) {
      findings.add(what, "present", "missing");
    } else if (!COMPARED_ELSEWHERE.contains(drift.resourceType())) {
      drift.propertyDifferences().forEach(difference -> add(what, difference, findings));
    }
  }

  private static void add(String what, PropertyDifference difference, Findings findings) {
    findings.add(
        what + " " + difference.propertyPath(),
        String.valueOf(difference.expectedValue()),
        String.valueOf(difference.actualValue()));
  }
}
