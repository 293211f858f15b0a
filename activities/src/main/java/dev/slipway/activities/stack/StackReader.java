package dev.slipway.activities.stack;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;

/** Reads stacks. */
public final class StackReader {
  private final CloudClients clients;

  public StackReader(CloudClients clients) {
    this.clients = clients;
  }

  /** The stack of that name or id; a deleted one only by its id. */
  public Optional<Stack> find(String region, String nameOrId) {
    try {
      return clients
          .cloudFormation(region)
          .describeStacks(request -> request.stackName(nameOrId))
          .stacks()
          .stream()
          .findFirst();
    } catch (CloudFormationException e) {
      if (absent(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  public Condition condition(String region, String nameOrId) {
    return find(region, nameOrId)
        .map(stack -> Condition.of(stack.stackStatus()))
        .orElse(Condition.ABSENT);
  }

  /** Everything in the stack, in its own order; empty when there is no such stack. */
  public List<StackResourceSummary> resources(String region, String nameOrId) {
    try {
      return clients
          .cloudFormation(region)
          .listStackResourcesPaginator(request -> request.stackName(nameOrId))
          .stackResourceSummaries()
          .stream()
          .toList();
    } catch (CloudFormationException e) {
      if (absent(e)) {
        return List.of();
      }
      throw e;
    }
  }

  /** The template as it was submitted, before any transform. */
  public String template(String region, String nameOrId) {
    return clients
        .cloudFormation(region)
        .getTemplate(request -> request.stackName(nameOrId).templateStage(TemplateStage.ORIGINAL))
        .templateBody();
  }

  public static Optional<String> tag(Stack stack, String key) {
    return stack.tags().stream().filter(tag -> tag.key().equals(key)).map(Tag::value).findFirst();
  }

  /** CloudFormation has no error code of its own for a stack that does not exist. */
  private static boolean absent(CloudFormationException e) {
    return e.awsErrorDetails() != null
        && "ValidationError".equals(e.awsErrorDetails().errorCode())
        && String.valueOf(e.awsErrorDetails().errorMessage()).contains("does not exist");
  }
}
