package dev.slipway.starter.requests;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.Durations;
import dev.slipway.api.FunctionUrlAuth;
import dev.slipway.api.Permission;
import dev.slipway.api.SmokeCheck;
import dev.slipway.api.SpecField;
import dev.slipway.api.VpcConfig;
import dev.slipway.api.WireName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a spec as the fields of the request that would read as the same spec. */
public final class SpecWriter {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SMOKE_TEST = "smoke_test";

  private SpecWriter() {}

  /** The fields, in the order of the specification; what is absent is left out. */
  public static ObjectNode write(DeploymentSpec spec) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    for (SpecField field : SpecField.all()) {
      Object value = field.of(spec);
      if (value != null) {
        put(request, field, value);
      }
    }
    if (!spec.permissions().isEmpty()) {
      request.set("permissions", statements(spec.permissions()));
    }
    if (spec.smokeTest() == null) {
      request.put(SMOKE_TEST, "off");
    }
    if (spec.functionUrlAuth() == FunctionUrlAuth.NONE) {
      request.put("allow_public", true);
    }
    return request;
  }

  /** Statements in IAM's own words. */
  public static ArrayNode statements(List<Permission> permissions) {
    return JSON.valueToTree(permissions);
  }

  private static void put(ObjectNode request, SpecField field, Object value) {
    String name = field.name();
    switch (value) {
      case Integer number -> request.put(name, number);
      case Boolean flag -> request.put(name, flag);
      case Duration time when field.kind() == SpecField.Kind.SECONDS ->
          request.put(name, time.toSeconds());
      case Duration time -> request.put(name, Durations.write(time));
      case WireName choice -> request.put(name, choice.wireName());
      case List<?> _ when field.kind() == SpecField.Kind.STATEMENTS -> {}
      case List<?> list -> list.forEach(line -> request.withArray(name).add(line.toString()));
      case Map<?, ?> map -> put(request.putObject(name), map);
      case VpcConfig vpc -> put(request.putObject(name), vpc);
      case SmokeCheck smoke -> put(request.putObject(name), smoke);
      default -> request.put(name, value.toString());
    }
  }

  private static void put(ObjectNode object, Map<?, ?> map) {
    map.forEach((key, value) -> object.put(String.valueOf(key), String.valueOf(value)));
  }

  private static void put(ObjectNode object, VpcConfig vpc) {
    vpc.subnetIds().forEach(object.putArray("subnet_ids")::add);
    vpc.securityGroupIds().forEach(object.putArray("security_group_ids")::add);
  }

  private static void put(ObjectNode object, SmokeCheck smoke) {
    object.set("payload", JSON.readTree(smoke.payload()));
    @Nullable String expectation = smoke.expectation();
    if (expectation != null) {
      object.put("expectation", expectation);
    }
  }
}
