package dev.slipway.activities.agentcore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.TagResourceRequest;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.TagResourceResponse;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.UntagResourceRequest;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.UntagResourceResponse;

class RuntimeTagsTest {
  private static final String ARN = "arn:aws:bedrock-agentcore:us-east-1:000000000000:runtime/a-b";

  private final Tagged runtime = new Tagged();

  @Test
  void tags_becomeThoseOfTheRequest_andAwssOwnStay() {
    runtime.tags.putAll(Map.of("env", "test", "team", "tide", "aws:made-by", "aws"));

    set(Map.of("env", "prod", "cost", "42"));

    assertThat(runtime.tags).isEqualTo(Map.of("env", "prod", "cost", "42", "aws:made-by", "aws"));
  }

  @Test
  void whatIsAlreadySo_isNotAskedForAgain() {
    runtime.tags.putAll(Map.of("env", "prod", "team", "tide"));

    set(Map.of("env", "prod", "team", "tide"));
    assertThat(runtime.changes).isEmpty();
    set(Map.of("env", "prod"));

    assertThat(runtime.changes).containsExactly("untag [team]");
  }

  private void set(Map<String, String> wanted) {
    new RuntimeTags(region -> runtime).set("us-east-1", ARN, wanted);
  }

  /** AgentCore, as far as tags go. */
  private static final class Tagged implements BedrockAgentCoreControlClient {
    private final Map<String, String> tags = new TreeMap<>();
    private final List<String> changes = new ArrayList<>();

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
      assertThat(request.resourceArn()).isEqualTo(ARN);
      return ListTagsForResourceResponse.builder().tags(tags).build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
      changes.add("tag " + request.tags());
      tags.putAll(request.tags());
      return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
      changes.add("untag " + request.tagKeys());
      request.tagKeys().forEach(tags::remove);
      return UntagResourceResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "bedrock-agentcore";
    }

    @Override
    public void close() {}
  }
}
