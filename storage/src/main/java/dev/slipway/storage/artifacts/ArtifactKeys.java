package dev.slipway.storage.artifacts;

import dev.slipway.api.Architecture;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.StackName;

/** The layout of the bucket: what is removed by an undo, what is shared and what is kept. */
public final class ArtifactKeys {
  private ArtifactKeys() {}

  /**
   * Something that one deployment deploys, in a folder named by its content: what a retry stores
   * never replaces what an earlier round stored, and CloudFormation sees a change exactly where
   * there is one. An undo or a destroy removes it.
   *
   * @param name such as {@code function.zip}
   */
  public static String deployed(
      StackName stack, DeploymentId deployment, String name, String sha256) {
    return deployedBy(stack, deployment) + sha256 + "/" + name;
  }

  /** Prefix of everything one deployment deploys. */
  public static String deployedBy(StackName stack, DeploymentId deployment) {
    return agent(stack) + deployment + "/";
  }

  /** Prefix of everything that was ever deployed for an agent. */
  public static String agent(StackName stack) {
    return "agents/" + stack + "/";
  }

  /** Where an agent keeps its callers' conversations; without a slash at the end. */
  public static String sessions(StackName stack) {
    return "sessions/" + stack;
  }

  /** The folder of the deployment that an agent's object belongs to: the first below the agent. */
  public static String folderOf(StackName stack, String key) {
    int start = agent(stack).length();
    return key.substring(start, Math.max(start, key.indexOf('/', start)));
  }

  /** A dependency layer, shared by every agent with the same lock. */
  public static String layer(
      PythonRuntime runtime, Architecture architecture, String lockSha256, String extension) {
    return "layers/%s-%s/%s.%s"
        .formatted(runtime.wireName(), architecture.wireName(), lockSha256, extension);
  }

  /** A dependency layer's zip. */
  public static String layer(PythonRuntime runtime, Architecture architecture, String lockSha256) {
    return layer(runtime, architecture, lockSha256, "zip");
  }

  /** Something to keep for as long as anyone may ask what happened. */
  public static String record(DeploymentId deployment, String name) {
    return "records/" + deployment + "/" + name;
  }

  /** Prefix of a deployment's log chunks. */
  public static String logs(DeploymentId deployment) {
    return record(deployment, "logs/");
  }

  /** Prefix of one step's log chunks. */
  public static String logs(DeploymentId deployment, String step) {
    return logs(deployment) + step + "/";
  }
}
