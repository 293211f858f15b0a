package dev.slipway.e2e.harness;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.model.AccessKey;

/**
 * A stack whose AWS enforces permissions and can be made to fail: the stack, a proxy that holds and
 * rewrites, microburst, and an emulator in which the stack is an ordinary IAM user.
 */
public final class StormyCloud extends HeldCloud {
  private static final String USER = "deployer";
  private static final String POLICY = "may";
  private static final String NEVER_COMES =
      """
      "Never": {"Type": "AWS::CloudFormation::WaitCondition",
        "Properties": {"Timeout": "4", "Count": 1, "Handle": {"Ref": "Nobody"}}},
      "Nobody": {"Type": "AWS::CloudFormation::WaitConditionHandle"},""";

  private final Microburst faults;

  public static StormyCloud start() {
    var emulator = new EmulatorProcess(Map.of("AUTH", "true"));
    var world = new Emulated(emulator.address());
    world.roles.createUser(request -> request.userName(USER));
    allowAllBut("none:AtAll", world);
    AccessKey key = world.roles.createAccessKey(request -> request.userName(USER)).accessKey();
    return new StormyCloud(emulator, world, Microburst.signing(emulator.address(), key), key);
  }

  private StormyCloud(EmulatorProcess emulator, Emulated world, Microburst faults, AccessKey key) {
    // Microburst omits the length in an answer to HEAD, which S3's clients need.
    super(
        emulator,
        world,
        new HoldingProxy(faults.address(), emulator.address()),
        key.accessKeyId(),
        key.secretAccessKey());
    this.faults = faults;
  }

  /** From now on, the stack may do everything except one action. */
  public void allowAllBut(String action) {
    allowAllBut(action, world());
  }

  private static void allowAllBut(String action, Emulated world) {
    world.roles.putUserPolicy(
        request ->
            request
                .userName(USER)
                .policyName(POLICY)
                .policyDocument(
                    """
                    {"Version": "2012-10-17",
                     "Statement": [{"Effect": "Allow", "NotAction": "%s", "Resource": "*"}]}"""
                        .formatted(action)));
  }

  /** From now on each plan for the agent makes its function wait for what never comes. */
  public void plantResourceThatNeverComes(String agent) {
    plantResourceThatNeverComes(plan -> plan.contains(agent));
  }

  /** Likewise for each plan whose request text matches. */
  public void plantResourceThatNeverComes(Predicate<String> wanted) {
    String resources = encoded("\"Resources\":{");
    var waits =
        Pattern.compile(
            Pattern.quote(encoded("\"DependsOn\":\""))
                + "(AgentRights\\w+)"
                + Pattern.quote(encoded("\"")));
    var waitsForBoth = encoded("\"DependsOn\":[\"Never\",\"") + "$1" + encoded("\"]");
    proxy()
        .rewrite(
            request -> request.action().equals("CreateChangeSet") && wanted.test(request.text()),
            text ->
                waits
                    .matcher(text.replace(resources, resources + encoded(NEVER_COMES)))
                    .replaceFirst(waitsForBoth));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  public Microburst faults() {
    return faults;
  }

  @Override
  public void close() {
    super.close();
    faults.close();
  }
}
