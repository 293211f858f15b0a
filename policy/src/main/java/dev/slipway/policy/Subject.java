package dev.slipway.policy;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.StackName;

/** What rules judge: an agent, where it is to run, and how. */
public record Subject(String region, StackName stackName, DeploymentSpec spec) {}
