package dev.slipway.activities.stack;

import dev.slipway.api.DeploymentId;
import dev.slipway.storage.artifacts.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** The names and tags by which a deployment finds its own work again. */
public final class StackNames {
  public static final String AGENT_TAG = "slipway:agent";
  public static final String DEPLOYMENT_TAG = "slipway:deployment-id";

  private static final String CHANGE_SET = "slipway-";

  /** What CloudFormation allows in names of change sets and in tokens. */
  private static final Pattern ALLOWED = Pattern.compile("[-A-Za-z0-9]+");

  private StackNames() {}

  /** The change set of a deployment. */
  public static String changeSet(DeploymentId deployment) {
    return CHANGE_SET + token(deployment);
  }

  /** The change set that restores a stack to its previous state. */
  public static String undoChangeSet(DeploymentId deployment) {
    return changeSet(deployment) + "-undo";
  }

  /** The change set of that number, from 1 on, among those that need one name after another. */
  public static String numbered(String changeSet, int number) {
    return number == 1 ? changeSet : changeSet + "-" + number;
  }

  /** Whether it is one of those. */
  public static boolean isNumbered(String name, String changeSet) {
    return number(name, changeSet) > 0;
  }

  /** Which one of those it is; 0 if it is none. */
  public static int number(String name, String changeSet) {
    if (name.equals(changeSet)) {
      return 1;
    }
    return name.matches(Pattern.quote(changeSet) + "-[0-9]{1,6}")
        ? Integer.parseInt(name.substring(changeSet.length() + 1))
        : 0;
  }

  /** The name of the change set that was executed last, of all. */
  public static Optional<String> lastChangeSet(Stack stack) {
    // …:changeSet/NAME/ID
    return Optional.ofNullable(stack.changeSetId())
        .map(id -> id.replaceFirst(".*:changeSet/([^/]+).*", "$1"));
  }

  /** Whether a change set of this name was made by Slipway, whichever deployment it was for. */
  public static boolean isChangeSet(String name) {
    return name.startsWith(CHANGE_SET);
  }

  private static String token(DeploymentId deployment) {
    var value = deployment.value();
    if (ALLOWED.matcher(value).matches()) {
      return value;
    }
    // Two ids that differ only in a forbidden character must not collide.
    var hash = Sha256.of(value.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    return value.replaceAll("[^-A-Za-z0-9]", "-") + "-" + hash;
  }
}
