package dev.slipway.e2e.harness;

import dev.slipway.api.FunctionName;
import dev.slipway.api.RuntimeName;
import dev.slipway.e2e.harness.Hold.Moment;
import java.util.regex.Pattern;

/** A request to AgentCore about one agent, recognized from outside. */
public enum RuntimeRequest {
  CREATE("PUT /runtimes/?", "\"agentRuntimeName\":\"NAME\""),
  UPDATE("PUT /runtimes/NAME-\\w+/?"),
  /** The runtime as it is, which is read only once its version is ready. */
  READ("GET /runtimes/NAME-\\w+/?"),
  READ_VERSION("GET /runtimes/NAME-\\w+/?\\?version=\\d+"),
  LIST_VERSIONS("POST /runtimes/NAME-\\w+/versions/?\\S*"),
  CREATE_CANDIDATE("PUT /runtimes/NAME-\\w+/runtime-endpoints/?", "\"name\":\"candidate\""),
  READ_CANDIDATE("GET /runtimes/NAME-\\w+/runtime-endpoints/candidate/?"),
  DELETE_CANDIDATE("DELETE /runtimes/NAME-\\w+/runtime-endpoints/candidate/?\\S*"),
  CREATE_LIVE("PUT /runtimes/NAME-\\w+/runtime-endpoints/?", "\"name\":\"live\""),
  MOVE_LIVE("PUT /runtimes/NAME-\\w+/runtime-endpoints/live/?"),
  READ_LIVE("GET /runtimes/NAME-\\w+/runtime-endpoints/live/?"),
  DELETE_LIVE("DELETE /runtimes/NAME-\\w+/runtime-endpoints/live/?\\S*"),
  DELETE("DELETE /runtimes/NAME-\\w+/?\\S*"),
  ASK_CANDIDATE("POST /runtimes/\\S*NAME-\\w+/invocations\\?\\S*qualifier=candidate\\S*");

  private final String line;
  private final String part;

  RuntimeRequest(String line) {
    this(line, "");
  }

  RuntimeRequest(String line, String part) {
    this.line = line;
    this.part = part;
  }

  boolean matches(String function, HttpMessage request) {
    String runtime = RuntimeName.of(new FunctionName(function)).value();
    return request.service().equals("bedrock-agentcore")
        && Pattern.matches(line.replace("NAME", runtime) + " HTTP/1.1", request.line())
        && request.text().contains(part.replace("NAME", runtime));
  }

  /** Holds the first one of an agent. */
  public Hold hold(String function, Moment moment) {
    return Hold.first(this + " for " + function, moment, request -> matches(function, request));
  }
}
