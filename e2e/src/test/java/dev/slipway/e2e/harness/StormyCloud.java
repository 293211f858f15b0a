package dev.slipway.e2e.harness;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.AccessKey;

/**
 * A stack whose AWS enforces its rights and can be told to fail: the stack, a proxy that holds and
 * rewrites, microburst, and an emulator in which the stack is an ordinary IAM user.
 */
public final class StormyCloud implements AutoCloseable {
  private static final String USER = "deployer";
  private static final String POLICY = "may";
  private static final String NEVER_COMES =
      """
      "Never": {"Type": "AWS::CloudFormation::WaitCondition",
        "Properties": {"Timeout": "4", "Count": 1, "Handle": {"Ref": "Nobody"}}},
      "Nobody": {"Type": "AWS::CloudFormation::WaitConditionHandle"},""";

  private final EmulatorProcess emulator = new EmulatorProcess(Map.of("AUTH", "true"));
  private final Emulated world = new Emulated(emulator.address());
  private final Microburst faults;
  private final HoldingProxy proxy;
  private final LocalStack stack;

  public StormyCloud(Map<String, String> settings) {
    world.roles.createUser(request -> request.userName(USER));
    allowAllBut("none:AtAll");
    AccessKey key = world.roles.createAccessKey(request -> request.userName(USER)).accessKey();
    faults = Microburst.signing(emulator.address(), key);
    // Microburst leaves out the length in an answer to HEAD, which S3's clients need.
    proxy = new HoldingProxy(faults.address(), emulator.address());
    var environment = new HashMap<>(settings);
    environment.put("SLIPWAY_AWS", "real");
    environment.put("AWS_ENDPOINT_URL", proxy.address().toString());
    environment.put("AWS_ACCESS_KEY_ID", key.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", key.secretAccessKey());
    environment.put("AWS_REGION", "us-east-1");
    stack = new LocalStack(environment).start();
  }

  /** What the stack may do from now on: everything but one action. */
  public void allowAllBut(String action) {
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

  /** From now on each plan for the agent makes its function wait for something in vain. */
  public void plantResourceThatNeverComes(String agent) {
    String resources = encoded("\"Resources\":{");
    String function = encoded("\"AgentFunction\":{");
    proxy.rewrite(
        request -> request.action().equals("CreateChangeSet") && request.text().contains(agent),
        text ->
            text.replace(resources, resources + encoded(NEVER_COMES))
                .replace(function, function + encoded("\"DependsOn\":\"Never\",")));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  public Microburst faults() {
    return faults;
  }

  public HoldingProxy proxy() {
    return proxy;
  }

  public EmulatorProcess emulator() {
    return emulator;
  }

  /** The account, seen past the proxies, by its owner. */
  public Emulated world() {
    return world;
  }

  public LocalStack stack() {
    return stack;
  }

  public Api api() {
    return stack.api();
  }

  @Override
  public void close() {
    proxy.close();
    stack.close();
    faults.close();
    world.close();
    emulator.close();
  }
}
