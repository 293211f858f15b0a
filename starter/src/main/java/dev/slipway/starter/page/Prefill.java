package dev.slipway.starter.page;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.SmokeCheck;
import dev.slipway.starter.requests.SpecWriter;
import dev.slipway.workflows.model.AccountRole;
import dev.slipway.workflows.timeline.DeploymentView;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;

/** A form filled in from a spec, so that it deploys the same again. Keys are never shown again. */
final class Prefill {
  private Prefill() {}

  /** The form of a new agent: the defaults of the product. */
  static Form defaults() {
    var values = of(DeploymentSpec.named(new FunctionName("new")));
    values.remove("function_name");
    values.add("region", "us-east-1");
    return new Form(values);
  }

  /** The form that repeats a deployment. */
  static Form of(DeploymentView view) {
    DeploymentSpec spec = view.spec();
    var values = spec == null ? new LinkedMultiValueMap<String, String>() : of(spec);
    AccountRole role = view.agent().role();
    if (role != null) {
      values.add("account", role.alias());
    }
    values.add("region", view.agent().region());
    values.add("stack_name", view.agent().stackName().value());
    return new Form(values);
  }

  private static MultiValueMap<String, String> of(DeploymentSpec spec) {
    var values = new LinkedMultiValueMap<String, String>();
    values.add(SpecForm.FLAGS, "1");
    for (Map.Entry<String, JsonNode> field : SpecWriter.write(spec).properties()) {
      JsonNode value = field.getValue();
      switch (field.getKey()) {
        case "vpc_config" -> {
          values.add(SpecForm.SUBNETS, lines(value.path("subnet_ids")));
          values.add(SpecForm.GROUPS, lines(value.path("security_group_ids")));
        }
        case "permissions" -> values.add(field.getKey(), value.toPrettyString());
        case "smoke_test" -> addSmokeTest(values, spec.smokeTest());
        default -> text(value).ifPresent(text -> values.add(field.getKey(), text));
      }
    }
    return values;
  }

  private static Optional<String> text(JsonNode value) {
    return switch (value.getNodeType()) {
      case BOOLEAN -> value.booleanValue() ? Optional.of("1") : Optional.empty();
      case ARRAY -> Optional.of(lines(value));
      case OBJECT -> Optional.of(pairs(value));
      default -> Optional.of(value.asString());
    };
  }

  static String lines(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).collect(Collectors.joining("\n"));
  }

  static String pairs(JsonNode object) {
    Map<String, String> pairs = new TreeMap<>();
    object.properties().forEach(pair -> pairs.put(pair.getKey(), pair.getValue().asString()));
    return Pairs.lines(pairs);
  }

  private static void addSmokeTest(
      MultiValueMap<String, String> values, @Nullable SmokeCheck smoke) {
    if (smoke == null) {
      values.add(SpecForm.SMOKE_OFF, "1");
      return;
    }
    values.add(SpecForm.SMOKE_PAYLOAD, SpecForm.payloadText(smoke.payload()));
    String expectation = smoke.expectation();
    if (expectation != null) {
      values.add(SpecForm.SMOKE_EXPECTATION, Pairs.quoted(expectation));
    }
  }
}
