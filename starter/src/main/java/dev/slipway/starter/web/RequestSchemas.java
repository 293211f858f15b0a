package dev.slipway.starter.web;

import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the bodies of requests may hold. Our readers parse them manually, so no specification can be
 * generated from them; a test compares the two.
 */
final class RequestSchemas {
  private static final String REUSE =
      "deployment_id:string reason:string requested_by:string queue_policy:string";
  private static final String DECISION = "requested_by:string reason:string";
  private static final String SPEC =
      """
      runtime:string architecture:string memory_size:integer timeout:integer
      environment_variables:object requirements:array tags:object function_url_auth:string
      allow_public:boolean enable_function_url:boolean enable_api_gateway:boolean
      cors_allow_origin:string vpc_config:object reserved_concurrency:integer
      log_retention_days:integer invoke_mode:string tracing:boolean provisioned_concurrency:integer
      on_failure:string approval:string smoke_test:any ttl:string""";

  /** Fields and their types by the call that takes them. */
  private static final Map<String, String> BY_PATH = new LinkedHashMap<>();

  static {
    String deployment = "/api/v1/deployments/{id}/";
    String agent = "/api/v1/agents/{region}/{stackName}";
    BY_PATH.put(
        "/api/v1/deployments",
        SPEC
            + " deployment_type:string function_name:string code:string file_name:string"
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
            + " function_name:string region:string monthly_requests:integer"
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

  private static Schema<?> schema(String fields) {
    Schema<?> schema = new Schema<>().types(java.util.Set.of("object"));
    schema.setAdditionalProperties(false);
    for (String field : fields.split("\\s+")) {
      int colon = field.indexOf(':');
      schema.addProperty(field.substring(0, colon), typed(field.substring(colon + 1)));
    }
    return schema;
  }

  private static Schema<?> typed(String type) {
    Schema<?> schema = new Schema<>();
    if (!type.equals("any")) {
      schema.setTypes(java.util.Set.of(type));
    }
    if (type.equals("array")) {
      schema.setItems(typed("string"));
    }
    return schema;
  }
}
