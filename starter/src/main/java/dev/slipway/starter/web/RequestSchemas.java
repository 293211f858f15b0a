package dev.slipway.starter.web;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.SpecField;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the bodies of requests may hold. Our readers parse them manually, so no specification can be
 * generated from them: a spec's fields describe themselves, and a test compares the others.
 */
final class RequestSchemas {
  private static final String REUSE =
      "deployment_id:string reason:string requested_by:string queue_policy:string";
  private static final String DECISION = "requested_by:string reason:string";

  /** Stands for the fields of {@link DeploymentSpec}, which describe themselves. */
  private static final String SPEC = "allow_public:boolean spec";

  /** Fields and their types by the call that takes them. */
  private static final Map<String, String> BY_PATH = new LinkedHashMap<>();

  static {
    String deployment = "/api/v1/deployments/{id}/";
    String agent = "/api/v1/agents/{region}/{stackName}";
    BY_PATH.put(
        "/api/v1/deployments",
        SPEC
            + " deployment_type:string code:string file_name:string"
            + " region:string stack_name:string api_keys:object deployment_id:string requested_by:string"
            + " reason:string project_id:string version:string queue_policy:string"
            + " not_before:string not_after:string plan_only:boolean");
    BY_PATH.put(deployment + "retry", DECISION + " patch:object");
    BY_PATH.put(deployment + "approve", DECISION + " change_set_id:string");
    BY_PATH.put(deployment + "cancel", DECISION);
    BY_PATH.put(deployment + "abort", DECISION);
    BY_PATH.put(deployment + "reject", DECISION);
    BY_PATH.put(agent, DECISION);
    BY_PATH.put(agent + "/rollback", REUSE + " to_revision:integer");
    BY_PATH.put(agent + "/redeploy", REUSE);
    BY_PATH.put(agent + "/ttl", DECISION + " ttl:string");
    BY_PATH.put(agent + "/drift", "every:string");
    BY_PATH.put(agent + "/invoke", "via:string prompt:string input_data:any payload:any");
    BY_PATH.put("/api/v1/check", "code:string runtime:string region:string");
    BY_PATH.put(
        "/api/v1/estimate",
        SPEC
            + " region:string monthly_requests:integer"
            + " average_duration_ms:integer code:string file_name:string stack_name:string api_keys:object"
            + " deployment_id:string deployment_type:string requested_by:string reason:string"
            + " project_id:string version:string queue_policy:string not_before:string"
            + " not_after:string plan_only:boolean");
  }

  private RequestSchemas() {}

  /** The schemas by the path of the call. */
  static Map<String, Schema<?>> byPath() {
    Map<String, Schema<?>> schemas = new LinkedHashMap<>();
    BY_PATH.forEach((path, fields) -> schemas.put(path, schema(fields)));
    return schemas;
  }

  /** What a view says was requested. */
  static Schema<?> requested() {
    Schema<?> schema = schema(SPEC);
    schema.addProperty("ttl_seconds", typed("integer"));
    return schema;
  }

  private static Schema<?> schema(String fields) {
    Schema<?> schema = new Schema<>().types(Set.of("object"));
    schema.setAdditionalProperties(false);
    for (String field : fields.split("\\s+")) {
      int colon = field.indexOf(':');
      if (colon < 0) {
        SpecField.all().forEach(each -> schema.addProperty(each.name(), described(each)));
      } else {
        schema.addProperty(field.substring(0, colon), typed(field.substring(colon + 1)));
      }
    }
    return schema;
  }

  private static Schema<?> described(SpecField field) {
    Schema<Object> schema =
        typed(
            switch (field.kind()) {
              case NUMBER, SECONDS -> "integer";
              case FLAG -> "boolean";
              case CHOICE, TEXT, DURATION -> "string";
              case LIST -> "array";
              case MAP -> "object";
              case OBJECT -> "any";
            });
    schema.setDescription(field.doc());
    if (schema.getTypes() != null && schema.getTypes().contains("integer")) {
      schema.setMinimum(BigDecimal.valueOf(field.min()));
      schema.setMaximum(BigDecimal.valueOf(field.max()));
    }
    field.choices().forEach(choice -> schema.addEnumItemObject(choice.wireName()));
    return schema;
  }

  private static Schema<Object> typed(String type) {
    Schema<Object> schema = new Schema<>();
    if (!type.equals("any")) {
      schema.setTypes(Set.of(type));
    }
    if (type.equals("array")) {
      schema.setItems(typed("string"));
    }
    return schema;
  }
}
