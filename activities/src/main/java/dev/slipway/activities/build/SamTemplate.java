package dev.slipway.activities.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;

/** A SAM template in which addresses are filled in. */
public final class SamTemplate {
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .build());

  private static final String FUNCTION = "AgentFunction";

  private final JsonNode root;

  public SamTemplate(byte[] text) throws IOException {
    root = YAML.readTree(text);
  }

  /** Whether it has a function; the stack beside an AgentCore runtime has none. */
  public boolean hasFunction() {
    return root.path("Resources").has(FUNCTION);
  }

  /** Sets the address of the dependency layer. */
  void setLayer(String uri) {
    properties("DependencyLayer").put("ContentUri", uri);
  }

  /** Sets the address of the function's code. */
  public void setCode(String uri) {
    properties(FUNCTION).put("CodeUri", uri);
  }

  public byte[] bytes() throws IOException {
    return YAML.writeValueAsBytes(root);
  }

  private ObjectNode properties(String resource) {
    JsonNode properties = root.path("Resources").path(resource).path("Properties");
    if (properties instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalStateException(
        "template: no Resources.%s.Properties (expected: an object)".formatted(resource));
  }
}
