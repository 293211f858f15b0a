package dev.slipway.activities.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.workflows.model.Finding;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/**
 * What CloudFormation is given.
 *
 * @param warnings where it differs from what was asked for
 */
public record PlannedStack(JsonNode template, List<Parameter> parameters, List<Finding> warnings) {}
