package dev.slipway.workflows.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Where a deployed agent can be found. Without a type, as in older histories, it is a function.
 * Types are called as the specification's schemas, by which generated clients distinguish them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = FunctionOutputs.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = FunctionOutputs.class, name = "FunctionOutputs"),
  @JsonSubTypes.Type(value = RuntimeOutputs.class, name = "RuntimeOutputs")
})
public sealed interface Outputs permits FunctionOutputs, RuntimeOutputs {
  /** The ARN of what runs it. */
  String arn();

  /** The version that was deployed. */
  String version();

  /** Where it writes its log. */
  String logGroup();

  /** Whether callers reach this version already; if not, it goes live after its smoke test. */
  boolean live();
}
