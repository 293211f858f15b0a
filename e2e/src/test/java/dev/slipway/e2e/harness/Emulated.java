package dev.slipway.e2e.harness;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The emulated account: what exists in it, read by AWS's own client. */
public final class Emulated implements AutoCloseable {
  /** The emulator's own Python, which every machine has; others it uses where it finds them. */
  public static final String RUNTIME = pythonOfTheEmulator();

  private static final Set<String> BEGINNINGS =
      Set.of("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS");

  /** What outlives an agent: logs, shared layers, the audit. */
  private static final List<String> KEPT = List.of("records/", "layers/", "audit/", "audit-index/");

  private final URI endpoint;
  private final AwsCredentials credentials;
  public final CloudFormationClient stacks;
  public final LambdaClient functions;
  public final IamClient roles;
  public final CloudWatchLogsClient logs;
  public final SecretsManagerClient secrets;
  public final S3Client objects;
  public final BedrockAgentCoreControlClient runtimes;

  /** The account of a stack with its own emulator, which must be up. */
  public Emulated(LocalStack stack) {
    this(stack, "000000000000");
  }

  /** Another account there: a key of 12 digits is the account of that number. */
  public Emulated(LocalStack stack, String account) {
    this(stack.emulator(), AwsSessionCredentials.create(account, "test", stack.emulatorToken()));
  }

  /** The account of a standalone emulator. */
  public Emulated(URI endpoint) {
    this(endpoint, AwsBasicCredentials.create("000000000000", "test"));
  }

  private Emulated(URI endpoint, AwsCredentials credentials) {
    this.endpoint = endpoint;
    this.credentials = credentials;
    stacks = client(CloudFormationClient::builder);
    functions = client(LambdaClient::builder);
    roles = client(IamClient::builder);
    logs = client(CloudWatchLogsClient::builder);
    secrets = client(SecretsManagerClient::builder);
    runtimes = client(BedrockAgentCoreControlClient::builder);
    objects = client(() -> S3Client.builder().forcePathStyle(true));
  }

  private <B extends AwsClientBuilder<B, C>, C> C client(Supplier<B> builder) {
    return builder
        .get()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .build();
  }

  /** Names of everything whose name contains the given text; empty if nothing is left. */
  public Set<String> thingsNamed(String part) {
    var found = new TreeSet<String>();
    stacks.describeStacksPaginator().stacks().stream()
        .filter(stack -> stack.stackStatus() != StackStatus.DELETE_COMPLETE)
        .forEach(stack -> found.add("stack " + stack.stackName()));
    functions
        .listFunctionsPaginator()
        .functions()
        .forEach(f -> found.add("function " + f.functionName()));
    functions
        .listLayersPaginator()
        .layers()
        .forEach(layer -> found.add("layer " + layer.layerName()));
    roles.listRolesPaginator().roles().forEach(role -> found.add("role " + role.roleName()));
    logs.describeLogGroupsPaginator()
        .logGroups()
        .forEach(g -> found.add("logs " + g.logGroupName()));
    secrets.listSecretsPaginator().stream()
        .flatMap(page -> page.secretList().stream())
        .forEach(s -> found.add("secret " + s.name()));
    runtimes.listAgentRuntimesPaginator(request -> request.maxResults(100)).stream()
        .flatMap(page -> page.agentRuntimes().stream())
        .forEach(runtime -> found.add("runtime " + runtime.agentRuntimeName()));
    objectKeys()
        .filter(key -> KEPT.stream().noneMatch(key::startsWith))
        .forEach(key -> found.add("object " + key));
    found.removeIf(name -> !name.contains(part));
    return found;
  }

  /** CloudFormation's operations on a stack as a whole, oldest first. */
  public List<String> operations(String stack) {
    return events(stack).stream()
        .filter(event -> event.resourceType().equals("AWS::CloudFormation::Stack"))
        .map(StackEvent::resourceStatusAsString)
        .filter(BEGINNINGS::contains)
        .toList();
  }

  /** What CloudFormation did with a stack and its resources, oldest first. */
  public List<StackEvent> events(String stack) {
    return stacks
        .describeStackEventsPaginator(request -> request.stackName(stack))
        .stackEvents()
        .stream()
        .toList()
        .reversed();
  }

  /** Keys of all objects in all buckets. */
  public Stream<String> objectKeys() {
    return objects.listBuckets().buckets().stream()
        .flatMap(
            bucket ->
                objects
                    .listObjectsV2Paginator(request -> request.bucket(bucket.name()))
                    .contents()
                    .stream())
        .map(object -> object.key());
  }

  /** The one object whose key matches. */
  public byte[] object(Predicate<String> wanted) {
    for (var bucket : objects.listBuckets().buckets()) {
      var page = objects.listObjectsV2Paginator(request -> request.bucket(bucket.name()));
      var found = page.contents().stream().filter(object -> wanted.test(object.key())).findFirst();
      if (found.isPresent()) {
        return objects
            .getObjectAsBytes(request -> request.bucket(bucket.name()).key(found.get().key()))
            .asByteArray();
      }
    }
    throw new AssertionError("no such object (expected: one)");
  }

  /** The sizes in bytes of all objects with that key prefix, by the rest of the key. */
  public Map<String, Long> sizesBelow(String prefix) {
    return objects.listBuckets().buckets().stream()
        .flatMap(
            bucket ->
                objects
                    .listObjectsV2Paginator(request -> request.bucket(bucket.name()).prefix(prefix))
                    .contents()
                    .stream())
        .collect(
            Collectors.toMap(
                object -> object.key().substring(prefix.length()), object -> object.size()));
  }

  /** Removes every object with that key prefix, from every bucket. */
  public void deleteObjects(String prefix) {
    for (var bucket : objects.listBuckets().buckets()) {
      objects
          .listObjectsV2Paginator(request -> request.bucket(bucket.name()).prefix(prefix))
          .contents()
          .forEach(
              object ->
                  objects.deleteObject(request -> request.bucket(bucket.name()).key(object.key())));
    }
  }

  private static String pythonOfTheEmulator() {
    String python = Ground.pythonOfTheEmulator().toString();
    try {
      Process process =
          new ProcessBuilder(
                  python, "-I", "-c", "import sys; print('python%d.%d' % sys.version_info[:2])")
              .start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new IllegalStateException("the emulator's Python cannot be asked for its version", e);
    }
  }

  /** Whether the emulator finds the Python of a runtime on this machine, asked as it looks. */
  public static boolean hasPython(String runtime) throws IOException, InterruptedException {
    Path modules = Ground.root().resolve("local/src/main/resources/dev/slipway/local");
    String ask = "import emulator_pythons, sys; emulator_pythons.find(sys.argv[1])";
    return new ProcessBuilder(Ground.pythonOfTheEmulator().toString(), "-B", "-c", ask, runtime)
            .directory(modules.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  @Override
  public void close() {
    stacks.close();
    runtimes.close();
    functions.close();
    roles.close();
    logs.close();
    secrets.close();
    objects.close();
  }
}
