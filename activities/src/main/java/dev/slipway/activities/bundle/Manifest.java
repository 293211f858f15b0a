package dev.slipway.activities.bundle;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The table of contents of the templates module, as far as it is used here. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Manifest(
    String version,
    Lambda lambda,
    AgentCore agentcore,
    Check check,
    Data data,
    @JsonProperty("adapter_layers") AdapterLayers adapterLayers) {
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Lambda(String template, Injection injection, List<String> source, List<String> runtime) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record AgentCore(String template, List<String> source) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Injection(
      String file,
      String placeholder,
      @JsonProperty("source_facts") String sourceFacts,
      String folder) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Check(String command, List<String> files) {}

  /** Addresses with {@code {region}} to be filled in. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record AdapterLayers(@JsonProperty("x86_64") String x86, String arm64) {}

  record Data(
      String requirements,
      String models,
      @JsonProperty("sdk_actions") String sdkActions,
      @JsonProperty("aws_rights") String awsRights) {
    List<String> files() {
      return List.of(requirements, models, sdkActions, awsRights);
    }
  }
}
