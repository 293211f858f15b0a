package dev.slipway.policy;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.StackName;

/**
 * What rules judge: an agent, where it is to run, and how.
 *
 * @param account the account's alias
 */
public record Subject(String account, String region, StackName stackName, DeploymentSpec spec) {}
