package dev.slipway.openapi;

import dev.slipway.api.RequestBody;
import dev.slipway.api.RequestField;
import dev.slipway.api.SpecField;
import dev.slipway.api.WireName;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The bodies of requests in the specification, as {@link RequestBody} describes them. Our readers
 * parse them manually, so springdoc cannot see them.
 */
final class RequestSchemas {
  private static final String AGENT = "/api/v1/agents/{region}/{stackName}";
  private static final String DEPLOYMENT = "/api/v1/deployments/{id}/";
  private static final String PREFIX = "#/components/schemas/";

  private static final Set<RequestField> MOMENTS =
      Set.of(RequestField.NOT_BEFORE, RequestField.NOT_AFTER);

  /** What each call takes. */
  static final Map<String, RequestBody> BY_PATH =
      Map.ofEntries(
          Map.entry("/api/v1/deployments", RequestBody.DEPLOYMENT),
          Map.entry(DEPLOYMENT + "retry", RequestBody.RETRY),
          Map.entry(DEPLOYMENT + "retry/diff", RequestBody.RETRY),
          Map.entry(DEPLOYMENT + "approve", RequestBody.APPROVAL),
          Map.entry(DEPLOYMENT + "cancel", RequestBody.DECISION),
          Map.entry(DEPLOYMENT + "abort", RequestBody.DECISION),
          Map.entry(DEPLOYMENT + "reject", RequestBody.DECISION),
          Map.entry(AGENT, RequestBody.DECISION),
          Map.entry(AGENT + "/rollback", RequestBody.ROLLBACK),
          Map.entry(AGENT + "/redeploy", RequestBody.REDEPLOY),
          Map.entry(AGENT + "/ttl", RequestBody.LIFETIME),
          Map.entry(AGENT + "/drift", RequestBody.DRIFT),
          Map.entry(AGENT + "/invoke", RequestBody.INVOCATION),
          Map.entry("/api/v1/check", RequestBody.CHECK),
          Map.entry("/api/v1/tokens", RequestBody.TOKEN),
          Map.entry("/api/v1/login/exchange", RequestBody.LOGIN),
          Map.entry("/api/v1/page-links", RequestBody.PAGE_LINK),
          Map.entry("/api/v1/estimate", RequestBody.ESTIMATE));

  /** Those that may come with a folder beside them, as a form. */
  static final Set<RequestBody> TAKE_FOLDERS =
      Set.of(RequestBody.DEPLOYMENT, RequestBody.RETRY, RequestBody.CHECK);

  private RequestSchemas() {}

  /**
   * The request without code, and the folder beside it. Its parts are described in words: of an
   * object that is only ever a form, generated clients import a class that they do not generate.
   */
  static Schema<?> form(RequestBody body) {
    return new Schema<>()
        .types(Set.of("object"))
        .description(
            ("Two parts: request, the JSON of %s without code, and source, the agent's folder as a"
                    + " zip of at most 16 MB.")
                .formatted(body.schema()));
  }

  /** All of them by name. */
  static Map<String, Schema<?>> all() {
    Map<String, Schema<?>> schemas = new LinkedHashMap<>();
    for (RequestBody body : RequestBody.ALL) {
      schemas.put(body.schema(), schema(body));
    }
    schemas.put("Requested", requested());
    schemas.put("VpcConfig", vpcConfig());
    schemas.put("Statement", statement());
    return schemas;
  }

  static Schema<?> reference(String name) {
    return new Schema<>().$ref(PREFIX + name);
  }

  private static Schema<?> schema(RequestBody body) {
    Schema<?> schema = object();
    body.settings().forEach(field -> schema.addProperty(field.name(), described(field)));
    body.fields().forEach(field -> schema.addProperty(field.wireName(), described(field)));
    if (!body.required().isEmpty()) {
      schema.setRequired(body.required());
    }
    return schema;
  }

  /** What a view says was requested. */
  private static Schema<?> requested() {
    Schema<?> schema = object();
    SpecField.all().forEach(field -> schema.addProperty(field.name(), described(field)));
    schema.addProperty(RequestField.ALLOW_PUBLIC.wireName(), described(RequestField.ALLOW_PUBLIC));
    schema.addProperty("ttl_seconds", typed(SpecField.Kind.NUMBER));
    return schema;
  }

  private static Schema<?> vpcConfig() {
    Schema<?> schema = object();
    for (String name : List.of("subnet_ids", "security_group_ids")) {
      schema.addProperty(name, typed(SpecField.Kind.LIST));
    }
    return schema;
  }

  /** IAM writes a list of one as a text. */
  private static Schema<?> statement() {
    Schema<?> schema = object();
    for (String name : List.of("Sid", "Effect")) {
      schema.addProperty(name, typed(SpecField.Kind.TEXT));
    }
    for (String name : List.of("Action", "Resource")) {
      schema.addProperty(
          name,
          typed(SpecField.Kind.LIST)
              .description("A single text is taken as well, as in IAM's own documents."));
    }
    schema.addProperty("Condition", typed(SpecField.Kind.OBJECT));
    schema.setRequired(List.of("Action", "Resource"));
    return schema;
  }

  private static Schema<?> object() {
    Schema<?> schema = new Schema<>().types(Set.of("object"));
    schema.setAdditionalProperties(false);
    return schema;
  }

  private static Schema<?> described(RequestField field) {
    if (field == RequestField.PATCH) {
      return reference(RequestBody.PATCH.schema());
    }
    Schema<?> schema = described(typed(field.kind()), field.doc(), field.choices());
    if (MOMENTS.contains(field)) {
      schema.setFormat("date-time");
    }
    return schema;
  }

  private static Schema<?> described(SpecField field) {
    if (field.name().equals("vpc_config")) {
      return reference("VpcConfig");
    }
    Schema<?> schema = described(typed(field.kind()), field.doc(), field.choices());
    if (field.kind() == SpecField.Kind.NUMBER || field.kind() == SpecField.Kind.SECONDS) {
      schema.setMinimum(BigDecimal.valueOf(field.min()));
      schema.setMaximum(BigDecimal.valueOf(field.max()));
    }
    return schema;
  }

  private static Schema<?> described(Schema<Object> schema, String doc, List<WireName> choices) {
    schema.setDescription(doc);
    choices.forEach(choice -> schema.addEnumItemObject(choice.wireName()));
    return schema;
  }

  /** An object may be any JSON: what it must look like is said where it is read. */
  private static Schema<Object> typed(SpecField.Kind kind) {
    Schema<Object> schema = new Schema<>();
    switch (kind) {
      case NUMBER, SECONDS -> schema.setTypes(Set.of("integer"));
      case FLAG -> schema.setTypes(Set.of("boolean"));
      case CHOICE, TEXT, DURATION -> schema.setTypes(Set.of("string"));
      case LIST -> {
        schema.setTypes(Set.of("array"));
        schema.setItems(typed(SpecField.Kind.TEXT));
      }
      case STATEMENTS -> {
        schema.setTypes(Set.of("array"));
        schema.setItems(reference("Statement"));
      }
      case MAP -> {
        schema.setTypes(Set.of("object"));
        schema.setAdditionalProperties(typed(SpecField.Kind.TEXT));
      }
      case OBJECT -> {}
    }
    return schema;
  }
}
