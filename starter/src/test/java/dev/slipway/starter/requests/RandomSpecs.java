package dev.slipway.starter.requests;

import dev.slipway.api.Architecture;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.Isolation;
import dev.slipway.api.Permission;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.SmokeCheck;
import dev.slipway.api.SpecField;
import dev.slipway.api.Target;
import dev.slipway.api.VpcConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Specs in which any field may differ from its default; the same seed makes the same. */
public final class RandomSpecs {
  /** What a form could change: edges, line breaks, quotes, equals signs, JSON. */
  private static final List<String> TEXTS =
      List.of(
          "calm",
          "",
          " padded ",
          "a=b",
          "two\nlines",
          "two\r\nlines",
          "\"quoted\"",
          "C:\\new",
          "{\"a\": 1}",
          "{not json",
          "\"",
          "é ü 船");

  private static final Set<String> FIXED = Set.of("function_name", "deployment_type");

  private final Random random;

  private RandomSpecs(long seed) {
    random = new Random(seed);
  }

  /** One of a seed, of that name. */
  public static DeploymentSpec of(long seed, String name) {
    return of(seed, name, seed % 2 == 0 ? Target.LAMBDA : Target.AGENTCORE);
  }

  /** The same for one target. */
  public static DeploymentSpec of(long seed, String name, Target target) {
    var dice = new RandomSpecs(seed);
    DeploymentSpec usual = DeploymentSpec.named(new FunctionName(name), target);
    return SpecField.compose(
        field ->
            FIXED.contains(field.name()) || !field.isOf(target)
                ? field.of(usual)
                : dice.value(field, target));
  }

  private @Nullable Object value(SpecField field, Target target) {
    if (target == Target.AGENTCORE) {
      switch (field.name()) {
        case "architecture" -> {
          return Architecture.ARM64;
        }
        case "runtime" -> {
          return one(List.of(PythonRuntime.AUTO, PythonRuntime.PYTHON_3_13));
        }
        case "session_idle_timeout" -> {
          return Duration.ofSeconds(60 + random.nextInt(1000));
        }
        case "session_max_lifetime" -> {
          return Duration.ofSeconds(2000 + random.nextInt(1000));
        }
        default -> {}
      }
    }
    return value(field);
  }

  private @Nullable Object value(SpecField field) {
    return switch (field.name()) {
      case "environment_variables" -> map("MODE", "QUERY", "KEY_2");
      case "tags" ->
          map("team", "a=b", "with space").entrySet().stream()
              .filter(tag -> tag.getValue().matches("[a-z=é ü]*"))
              .collect(
                  TreeMap::new, (map, tag) -> map.put(tag.getKey(), tag.getValue()), Map::putAll);
      case "requirements" -> some(List.of("boto3>=1.40", "httpx[http2]>=0.27", "requests"));
      case "managed_policies" ->
          some(
              List.of(
                  "arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess",
                  "arn:aws:iam::123456789012:policy/team/bookings+1"));
      // Not together with the two around it.
      case "execution_role" -> null;
      case "permissions" ->
          some(
              List.of(
                  new Permission(List.of("dynamodb:*"), List.of("arn:aws:dynamodb:*:*:table/a")),
                  new Permission(
                      Permission.ALLOW,
                      List.of("s3:GetObject", "s3:PutObject"),
                      List.of("*"),
                      Map.of("StringEquals", Map.of("aws:ResourceTag/team", List.of("a", "b"))))));
      // Sessions need calls that share nothing.
      case "isolation" -> Isolation.CALL;
      case "entry" -> random.nextBoolean() ? "agent.py:run" : null;
      case "cors_allow_origin" -> one(List.of("*", "https://app.example.com"));
      case "vpc_config" -> random.nextBoolean() ? vpc() : null;
      case "smoke_test" -> random.nextInt(4) > 0 ? smokeTest() : null;
      case "reserved_concurrency" -> random.nextBoolean() ? (Integer) random.nextInt(1001) : null;
      case "ttl" ->
          random.nextBoolean() ? Duration.ofSeconds(60 + random.nextInt(31_535_941)) : null;
      case "log_retention_days" -> one(List.of(1, 30, 3653));
      default -> plain(field);
    };
  }

  private Object plain(SpecField field) {
    return switch (field.kind()) {
      case NUMBER -> random.nextInt(field.min(), field.max() + 1);
      case SECONDS -> Duration.ofSeconds(random.nextInt(field.min(), field.max() + 1));
      case FLAG -> random.nextBoolean();
      case CHOICE -> one(field.choices());
      case TEXT, LIST, STATEMENTS, MAP, OBJECT, DURATION ->
          throw new IllegalStateException(field + ": no values (expected: some in this class)");
    };
  }

  private Map<String, String> map(String... names) {
    Map<String, String> map = new TreeMap<>();
    some(List.of(names)).forEach(name -> map.put(name, one(TEXTS)));
    return map;
  }

  private VpcConfig vpc() {
    return new VpcConfig(
        List.of("subnet-0a1b2c3d", "subnet-0a1b2c3d4e5f6a7b8"), List.of("sg-0a1b2c3d"));
  }

  private SmokeCheck smokeTest() {
    String payload =
        one(
            List.of(
                SmokeCheck.DEFAULT.payload(),
                "{\"prompt\":\"two\\nlines\"}",
                "{\"prompt\":\"two\\r\\nlines\"}",
                "{\"prompt\":\" padded\"}",
                "{\"prompt\":\"{\\\"a\\\":1}\"}",
                "{\"prompt\":\"\"}",
                "{\"prompt\":5}",
                "{\"prompt\":\"q\",\"input_data\":{\"a\":[1,2.5,null]}}",
                "[1,2]"));
    String expectation = one(TEXTS);
    return new SmokeCheck(payload, expectation.isEmpty() ? null : expectation);
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private <T> List<T> some(List<T> values) {
    return values.stream().filter(value -> random.nextBoolean()).toList();
  }
}
