package dev.slipway.workflows.temporal;

import dev.slipway.api.Status;
import dev.slipway.workflows.model.AgentKey;
import io.temporal.common.SearchAttributeKey;
import java.util.List;

/** The attributes deployments can be found by; each is a Keyword. */
public final class SearchAttributes {
  /** The agent's function name, or its stack name if no function name is known. */
  public static final SearchAttributeKey<String> AGENT =
      SearchAttributeKey.forKeyword("SlipwayAgent");

  public static final SearchAttributeKey<String> STACK =
      SearchAttributeKey.forKeyword("SlipwayStack");
  public static final SearchAttributeKey<String> REGION =
      SearchAttributeKey.forKeyword("SlipwayRegion");
  public static final SearchAttributeKey<String> STATUS =
      SearchAttributeKey.forKeyword("SlipwayStatus");

  /** {@code lambda}, {@code destroy} or {@code agent}. */
  public static final SearchAttributeKey<String> TYPE =
      SearchAttributeKey.forKeyword("SlipwayType");

  public static final SearchAttributeKey<String> REQUESTED_BY =
      SearchAttributeKey.forKeyword("SlipwayRequestedBy");

  /** Everything the server must know before the first workflow starts. */
  public static final List<SearchAttributeKey<String>> ALL =
      List.of(AGENT, STACK, REGION, STATUS, TYPE, REQUESTED_BY);

  private SearchAttributes() {}

  /** The attributes of a new workflow. */
  public static io.temporal.common.SearchAttributes of(
      AgentKey agent, String agentName, Status status, String type, String requestedBy) {
    return io.temporal.common.SearchAttributes.newBuilder()
        .set(AGENT, agentName)
        .set(STACK, agent.stackName().value())
        .set(REGION, agent.region())
        .set(STATUS, status.wireName())
        .set(TYPE, type)
        .set(REQUESTED_BY, requestedBy)
        .build();
  }
}
