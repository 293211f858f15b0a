package dev.slipway.starter.requests;

import dev.slipway.api.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Reads statements of IAM, and refuses what would let an agent change who may do what.
 *
 * <p>A statement goes into a template, where an object with one key may be a function of
 * CloudFormation: names of operators and keys are those of IAM, everything else is text.
 */
final class PermissionReader {
  private static final int MAX_STATEMENTS = 20;

  /**
   * Characters of all statements. IAM allows 10,240 for a role's policies together, and during an
   * update the role has the live version's as well.
   */
  private static final int MAX_CHARACTERS = 3_000;

  private static final Pattern ACTION =
      Pattern.compile("([a-z][a-z0-9-]{0,60}):([A-Za-z0-9*?]{1,128})");
  private static final Pattern RESOURCE =
      Pattern.compile(
          "\\*|arn:(aws|aws-cn|aws-us-gov|\\*):[a-z0-9*-]+:[a-z0-9*-]*:(\\d{12}|aws|\\*|):[!-~]{1,512}");

  /** Keys and code of all agents. */
  private static final Pattern SLIPWAYS =
      Pattern.compile("arn:[^:]*:(secretsmanager:.*:secret:slipway/|s3:::slipway-).*");

  private static final Pattern OPERATOR =
      Pattern.compile(
          "(For(All|Any)Values?:)?(String|Numeric|Date|Bool|Binary|IpAddress|NotIpAddress|Arn|Null)[A-Za-z]{0,30}");
  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]*:[A-Za-z0-9._:/@=+-]{1,200}");

  /** Who holds rights, or accounts: with these an agent could give itself every other. */
  private static final Set<String> NEVER =
      Set.of("account", "iam", "identitystore", "organizations", "sso", "sso-directory");

  /** One action of these may be as good as every right: each is named. */
  private static final Set<String> NAMED =
      Set.of("cloudformation", "ec2", "kms", "lambda", "secretsmanager", "ssm", "sts");

  private final Fields fields;
  private final String name;

  PermissionReader(Fields fields, String name) {
    this.fields = fields;
    this.name = name;
  }

  List<Permission> read() {
    List<Fields> given = fields.objects(name);
    if (given.size() > MAX_STATEMENTS) {
      fields.invalid(
          name,
          "%s: %d statements (expected: at most %d)".formatted(name, given.size(), MAX_STATEMENTS));
      return List.of();
    }
    List<Permission> statements =
        given.stream().map(PermissionReader::statement).flatMap(Optional::stream).toList();
    int characters = SpecWriter.statements(statements).toString().length();
    if (characters > MAX_CHARACTERS) {
      fields.invalid(
          name,
          "%s: %d characters (expected: at most %d; more fits into managed_policies)"
              .formatted(name, characters, MAX_CHARACTERS));
    }
    return statements;
  }

  private static Optional<Permission> statement(Fields fields) {
    fields.text("Sid"); // names a statement for people; nothing here needs it
    fields
        .text("Effect")
        .filter(effect -> !effect.equals(Permission.ALLOW))
        .ifPresent(
            effect ->
                fields.invalid(
                    "Effect",
                    "Effect: '%s' (expected: Allow; what is not allowed is denied)"
                        .formatted(Fields.shown(effect))));
    List<String> actions = fields.oneOrMore("Action");
    List<String> resources = fields.oneOrMore("Resource");
    var conditions = conditions(fields);
    fields.rejectOthers();
    each(actions, fields, "Action", PermissionReader::objectionToAction);
    each(resources, fields, "Resource", PermissionReader::objectionToResource);
    return actions.isEmpty() || resources.isEmpty()
        ? Optional.empty()
        : Optional.of(new Permission(Permission.ALLOW, actions, resources, conditions));
  }

  /** Says what is wrong with a value; empty if nothing is. */
  private interface Objection {
    Optional<String> to(String value);
  }

  private static void each(List<String> values, Fields fields, String field, Objection objection) {
    IntStream.range(0, values.size())
        .forEach(
            i ->
                objection
                    .to(values.get(i))
                    .ifPresent(
                        expected ->
                            fields.invalid(
                                "%s[%d]".formatted(field, i),
                                "%s: '%s' (expected: %s)"
                                    .formatted(field, Fields.shown(values.get(i)), expected))));
  }

  private static Optional<String> objectionToAction(String action) {
    var parts = ACTION.matcher(action);
    if (!parts.matches()) {
      return Optional.of("a service and what may be called, such as dynamodb:PutItem");
    }
    String service = parts.group(1);
    if (NEVER.contains(service)) {
      return Optional.of("no right over rights; what needs one goes into managed_policies");
    }
    boolean open = parts.group(2).contains("*") || parts.group(2).contains("?");
    return NAMED.contains(service) && open
        ? Optional.of("each action of %s by its name".formatted(service))
        : Optional.empty();
  }

  private static Optional<String> objectionToResource(String resource) {
    if (SLIPWAYS.matcher(resource).matches()) {
      return Optional.of("none of Slipway's: an agent may read its own keys without it");
    }
    return RESOURCE.matcher(resource).matches()
        ? Optional.empty()
        : Optional.of("*, or an ARN such as arn:aws:dynamodb:*:*:table/berths");
  }

  private static Map<String, Map<String, List<String>>> conditions(Fields fields) {
    var conditions = new TreeMap<String, Map<String, List<String>>>();
    fields
        .object("Condition")
        .ifPresent(
            operators -> {
              for (String operator : operators.names()) {
                if (OPERATOR.matcher(operator).matches()) {
                  operators
                      .object(operator)
                      .ifPresent(keys -> conditions.put(operator, keys(operator, keys)));
                } else {
                  operators.invalid(
                      Fields.shown(operator),
                      "%s: no operator (expected: one of IAM's, such as StringEquals)"
                          .formatted(Fields.shown(operator)));
                }
              }
            });
    return conditions;
  }

  private static Map<String, List<String>> keys(String operator, Fields keys) {
    var read = new TreeMap<String, List<String>>();
    for (String key : keys.names()) {
      if (!KEY.matcher(key).matches()) {
        keys.invalid(
            Fields.shown(key),
            "%s: no key (expected: one of IAM's, such as aws:ResourceTag/team)"
                .formatted(Fields.shown(key)));
        continue;
      }
      List<String> values = keys.any(key).map(PermissionReader::values).orElse(List.of());
      if (values.isEmpty()) {
        keys.invalid(key, "%s: no value (expected: a text or a list)".formatted(operator));
      }
      read.put(key, values);
    }
    return read;
  }

  /** Texts, numbers and flags, which IAM writes as texts too. */
  private static List<String> values(JsonNode value) {
    var values = new ArrayList<String>();
    if (value.isArray()) {
      value.forEach(part -> values.addAll(part.isValueNode() ? values(part) : List.of()));
    } else if (value.isValueNode() && !value.isNull()) {
      values.add(value.asString());
    }
    return values;
  }
}
