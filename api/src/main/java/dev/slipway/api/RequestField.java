package dev.slipway.api;

import dev.slipway.api.SpecField.Kind;
import java.util.List;
import java.util.Locale;

/** A field of a request that is not a setting of the agent; those are {@link SpecField}s. */
public enum RequestField {
  CODE(Kind.TEXT, "The agent's Python source, at most 5 MB."),
  FILE_NAME(
      Kind.TEXT,
      "What the author calls the file; failures of the live agent name it. agent.py when left out."),
  ACCOUNT(
      Kind.TEXT,
      "The alias of the AWS account, as the server's policy file has it; the server's own when left"
          + " out."),
  REGION(Kind.TEXT, "The AWS region; us-east-1 when left out."),
  STACK_NAME(Kind.TEXT, "The CloudFormation stack; made from the function's name when left out."),
  API_KEYS(
      Kind.MAP,
      "Secrets that the agent reads as environment variables; kept in Secrets Manager, never"
          + " returned."),
  DEPLOYMENT_ID(
      Kind.TEXT,
      "The caller's own id: the same request under the same id is one deployment. The header"
          + " Idempotency-Key says the same."),
  ON_BEHALF_OF(
      Kind.TEXT, "For whom the caller asks, in their own words; who asks is proven by sign-in."),
  REQUESTED_BY(Kind.TEXT, "The same as on_behalf_of, as older clients call it."),
  REASON(Kind.TEXT, "Why, in a sentence; kept in the history and the audit."),
  PROJECT_ID(Kind.TEXT, "The caller's own project, kept with the deployment."),
  VERSION(Kind.TEXT, "The caller's own version, kept with the deployment."),
  QUEUE_POLICY(Kind.CHOICE, "What happens while another deployment of the agent is in progress."),
  NOT_BEFORE(Kind.TEXT, "The earliest start, as in RFC 3339, at most 30 days ahead."),
  NOT_AFTER(
      Kind.TEXT,
      "The latest start, as in RFC 3339; the deployment expires if it is still queued then."),
  PLAN_ONLY(Kind.FLAG, "Whether only the plan is made; nothing changes in AWS."),
  ALLOW_PUBLIC(Kind.FLAG, "Consent to function_url_auth: NONE; anyone may then call at your cost."),
  PATCH(Kind.OBJECT, "What the retry changes; nothing when left out."),
  SKIP_RESOURCES(
      Kind.LIST,
      "Logical ids that a stuck rollback may leave unchanged; only while parked for RollbackStuck."),
  CHANGE_SET_ID(Kind.TEXT, "The plan that is approved; refused if there is a newer one."),
  TO_REVISION(Kind.NUMBER, "The revision that goes live again."),
  TTL(Kind.DURATION, "How long the agent lives from now on, such as 2h; none for ever."),
  EVERY(Kind.DURATION, "How often drift is checked from now on, 5m to 30d; off for never."),
  VIA(Kind.TEXT, "How the agent is called: invoke (Lambda's Invoke) or url (its function URL)."),
  PROMPT(Kind.TEXT, "What the agent is asked."),
  SESSION_ID(
      Kind.TEXT,
      "The conversation that goes on, of an agent with session s3 or on AgentCore: 1 to 128 letters, digits, '.', '_' or '-'."),
  INPUT_DATA(Kind.OBJECT, "Data that goes with the prompt; any JSON."),
  PAYLOAD(Kind.OBJECT, "The whole event, instead of prompt and input_data; any JSON."),
  NAME(Kind.TEXT, "What its owner calls the token."),
  ROLE(Kind.CHOICE, "The role that the token is limited to; all of its owner's when left out."),
  AGENTS(Kind.LIST, "The stack names that the token is for; a * may end each; all when left out."),
  REGIONS(Kind.LIST, "The regions that the token is for; a * may end each; all when left out."),
  ACCOUNTS(Kind.LIST, "The aliases of the accounts that the token is for; all when left out."),
  EXPIRES_IN(Kind.DURATION, "How long the token holds, at most 366d; 30d when left out."),
  LOGIN_CODE(Kind.TEXT, "The code that the page gave to the browser."),
  VERIFIER(Kind.TEXT, "The secret whose SHA-256 was the sign-in's challenge (RFC 7636)."),
  TO(Kind.TEXT, "The path of the page that the address leads to."),
  MONTHLY_REQUESTS(Kind.NUMBER, "Calls in a month."),
  AVERAGE_DURATION_MS(Kind.NUMBER, "What a call takes on average, in milliseconds.");

  private final Kind kind;
  private final String doc;

  RequestField(Kind kind, String doc) {
    this.kind = kind;
    this.doc = doc;
  }

  /** The name in JSON. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Kind kind() {
    return kind;
  }

  public String doc() {
    return doc;
  }

  /** The values of a choice; none for another kind. */
  public List<WireName> choices() {
    return switch (this) {
      case ROLE -> List.of(Role.values());
      case QUEUE_POLICY -> WireNames.known(QueuePolicy.class);
      default -> List.of();
    };
  }
}
