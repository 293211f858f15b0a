package dev.slipway.api;

import static dev.slipway.api.RequestField.*;
import static dev.slipway.api.RequestField.AGENTS;
import static dev.slipway.api.RequestField.EXPIRES_IN;
import static dev.slipway.api.RequestField.LOGIN_CODE;
import static dev.slipway.api.RequestField.NAME;
import static dev.slipway.api.RequestField.ON_BEHALF_OF;
import static dev.slipway.api.RequestField.REGIONS;
import static dev.slipway.api.RequestField.ROLE;
import static dev.slipway.api.RequestField.TO;
import static dev.slipway.api.RequestField.VERIFIER;

import java.util.ArrayList;
import java.util.List;

/**
 * What a call of the API takes.
 *
 * @param schema its name in the specification
 * @param settings the settings of the agent that it may have
 * @param fields the fields that it may have besides those
 * @param required the names of the fields without which it is refused
 */
public record RequestBody(
    String schema, List<SpecField> settings, List<RequestField> fields, List<String> required) {

  public static final RequestBody DEPLOYMENT =
      new RequestBody(
          "DeploymentRequest",
          SpecField.all(),
          List.of(
              CODE,
              FILE_NAME,
              ACCOUNT,
              REGION,
              STACK_NAME,
              API_KEYS,
              ALLOW_PUBLIC,
              DEPLOYMENT_ID,
              ON_BEHALF_OF,
              REQUESTED_BY,
              REASON,
              PROJECT_ID,
              VERSION,
              QUEUE_POLICY,
              NOT_BEFORE,
              NOT_AFTER,
              PLAN_ONLY),
          List.of("function_name", "code"));

  /** The part of a retry that says what changes. */
  public static final RequestBody PATCH =
      new RequestBody(
          "Patch",
          SpecField.patchable(),
          List.of(CODE, FILE_NAME, ALLOW_PUBLIC, SKIP_RESOURCES),
          List.of());

  public static final RequestBody RETRY =
      of("RetryRequest", ON_BEHALF_OF, REQUESTED_BY, REASON, RequestField.PATCH);

  public static final RequestBody DECISION =
      of("DecisionRequest", ON_BEHALF_OF, REQUESTED_BY, REASON);
  public static final RequestBody APPROVAL =
      of("ApprovalRequest", ON_BEHALF_OF, REQUESTED_BY, REASON, CHANGE_SET_ID);

  public static final RequestBody ROLLBACK =
      of(
              "RollbackRequest",
              TO_REVISION,
              DEPLOYMENT_ID,
              ON_BEHALF_OF,
              REQUESTED_BY,
              REASON,
              QUEUE_POLICY)
          .requiring("to_revision");

  public static final RequestBody REDEPLOY =
      of("RedeployRequest", DEPLOYMENT_ID, ON_BEHALF_OF, REQUESTED_BY, REASON, QUEUE_POLICY);

  public static final RequestBody LIFETIME =
      of("TtlRequest", TTL, ON_BEHALF_OF, REQUESTED_BY, REASON).requiring("ttl");

  public static final RequestBody DRIFT = of("DriftRequest", EVERY);
  public static final RequestBody INVOCATION =
      of("InvocationRequest", VIA, PROMPT, SESSION_ID, INPUT_DATA, PAYLOAD);

  public static final RequestBody CHECK =
      new RequestBody(
          "CheckRequest",
          List.of(
              SpecField.named("runtime"),
              SpecField.named("entry"),
              SpecField.named("requirements")),
          List.of(CODE, FILE_NAME, ACCOUNT, REGION),
          List.of("code"));

  /** A whole deployment may be sent unchanged: what costs nothing is ignored. */
  public static final RequestBody ESTIMATE =
      new RequestBody("EstimateRequest", SpecField.all(), estimated(), List.of());

  public static final RequestBody TOKEN =
      of("TokenRequest", NAME, ROLE, AGENTS, REGIONS, ACCOUNTS, EXPIRES_IN).requiring("name");

  public static final RequestBody LOGIN =
      new RequestBody(
          "LoginRequest",
          List.of(),
          List.of(LOGIN_CODE, VERIFIER),
          List.of("login_code", "verifier"));

  public static final RequestBody PAGE_LINK = of("PageLinkRequest", TO);

  public static final List<RequestBody> ALL =
      List.of(
          DEPLOYMENT,
          PATCH,
          RETRY,
          DECISION,
          APPROVAL,
          ROLLBACK,
          REDEPLOY,
          LIFETIME,
          DRIFT,
          INVOCATION,
          CHECK,
          ESTIMATE,
          TOKEN,
          LOGIN,
          PAGE_LINK);

  public RequestBody {
    settings = List.copyOf(settings);
    fields = List.copyOf(fields);
    required = List.copyOf(required);
  }

  private static RequestBody of(String schema, RequestField... fields) {
    return new RequestBody(schema, List.of(), List.of(fields), List.of());
  }

  private RequestBody requiring(String field) {
    return new RequestBody(schema, settings, fields, List.of(field));
  }

  private static List<RequestField> estimated() {
    List<RequestField> fields = new ArrayList<>(DEPLOYMENT.fields);
    fields.add(MONTHLY_REQUESTS);
    fields.add(AVERAGE_DURATION_MS);
    return fields;
  }
}
