package dev.slipway.starter.fuzz;

import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.RunningStarter.Route;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Generates requests to every call of the API: some valid, most nearly so, some nonsense. */
final class RandomRequests {
  private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");
  private static final List<String> METHODS =
      List.of("GET", "POST", "DELETE", "PUT", "PATCH", "HEAD");
  private static final List<String> PARAMETERS =
      List.of(
          "page_size",
          "page_token",
          "status",
          "agent",
          "region",
          "type",
          "requested_by",
          "step",
          "dry_run",
          "reason",
          "since",
          "limit",
          "project_id",
          "version",
          "stack_name",
          "colour");

  /** What is valid for some call; the wrong calls get it as well. */
  private static final List<String> VALID =
      List.of(
          """
          {"deployment_id":"d-%1$d","function_name":"f%1$d","code":"x = 1","region":"us-east-1",
           "memory_size":512,"timeout":60,"runtime":"python3.12","architecture":"arm64",
           "api_keys":{"KEY":"v"},"environment_variables":{"MODE":"calm"},"tags":{"team":"a"},
           "requirements":["requests==2.32.3"],"smoke_test":{"payload":{"prompt":"?"}},"ttl":"2h",
           "vpc_config":{"subnet_ids":["subnet-0a1b2c3d"],"security_group_ids":["sg-0a1b2c3d"]},"reason":"r"}""",
          "{\"code\":\"x = 1\",\"runtime\":\"python3.12\"}",
          "{\"memory_size\":512,\"monthly_requests\":10,\"average_duration_ms\":20}",
          "{\"prompt\":\"hello\",\"input_data\":{\"a\":[1,2]}}",
          "{\"payload\":{\"prompt\":\"hello\"},\"via\":\"url\"}",
          "{\"patch\":{\"memory_size\":1024,\"code\":\"x = 2\"},\"reason\":\"why\"}",
          "{\"reason\":\"because\",\"requested_by\":\"ann\"}",
          "{\"to_revision\":1,\"reason\":\"it was better\"}",
          "{\"ttl\":\"3h\",\"reason\":\"cost\"}",
          """
          {"function_url":"http://abc.lambda-url.us-east-1.localhost:1/","payload":{"prompt":"?"},
           "region":"us-east-1","timeout":1.5}""");

  private final Dice dice;

  /** What was sent, for a report that can be tried again. */
  record Sent(String method, String path, String body, Reply reply) {}

  RandomRequests(long seed) {
    this.dice = new Dice(seed);
  }

  Sent send(RunningStarter starter, Route route) {
    String method = dice.chance(3) ? dice.of(METHODS) : route.method();
    String path = path(route.pattern());
    byte[] body = method.equals("GET") || method.equals("HEAD") ? new byte[0] : body();
    Reply reply = starter.send(method, path, body, headers());
    return new Sent(method, path, new String(body, StandardCharsets.UTF_8), reply);
  }

  private String path(String pattern) {
    String path =
        VARIABLE
            .matcher(pattern)
            .replaceAll(
                variable -> java.util.regex.Matcher.quoteReplacement(segment(variable.group())));
    StringBuilder query = new StringBuilder();
    for (int left = dice.chance(40) ? 1 + dice.below(3) : 0; left > 0; left--) {
      query.append(query.isEmpty() ? '?' : '&');
      query.append(encoded(dice.chance(85) ? dice.of(PARAMETERS) : dice.text()));
      query.append('=').append(encoded(dice.text()));
    }
    return path + query;
  }

  private String segment(String variable) {
    if (dice.chance(30)) {
      return encoded(dice.text());
    }
    int number = dice.below(6);
    return switch (variable) {
      case "{region}" -> "us-east-1";
      case "{stackName}" -> "strands-agent-f" + number;
      case "{functionName}" -> "f" + number;
      default -> "d-" + number;
    };
  }

  private byte[] body() {
    int kind = dice.below(10);
    if (kind == 0) {
      return dice.chance(50) ? new byte[0] : dice.bytes();
    }
    if (kind <= 3) {
      return dice.json(4).toString().getBytes(StandardCharsets.UTF_8);
    }
    ObjectNode valid = (ObjectNode) RunningStarter.json(dice.of(VALID).formatted(dice.below(40)));
    String text = (dice.chance(35) ? valid : dice.mutated(valid)).toString();
    boolean cut = dice.chance(5) && text.length() > 1;
    return (cut ? text.substring(0, dice.below(text.length())) : text)
        .getBytes(StandardCharsets.UTF_8);
  }

  private String[] headers() {
    List<String> headers = new ArrayList<>();
    headers.addAll(List.of("Content-Type", dice.chance(95) ? "application/json" : "text/plain"));
    if (dice.chance(10)) {
      headers.addAll(List.of("Last-Event-ID", printable()));
    }
    if (dice.chance(10)) {
      headers.addAll(List.of("Idempotency-Key", printable()));
    }
    if (dice.chance(3)) {
      headers.addAll(List.of("Accept", dice.chance(50) ? "text/html" : "image/png"));
    }
    return headers.toArray(String[]::new);
  }

  private String printable() {
    return dice.text().replaceAll("[^\\x20-\\x7E]", "").strip() + "1";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
