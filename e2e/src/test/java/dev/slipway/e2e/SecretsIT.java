package dev.slipway.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Canary;
import dev.slipway.e2e.harness.SharedStack;
import dev.slipway.e2e.harness.TemporalHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;

/** An API key reaches the agent and appears nowhere else. */
class SecretsIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final String NAME = "keeper";
  private static final String STACK = "strands-agent-" + NAME;

  /** Folders of third-party packages. */
  private static final Set<String> PACKAGES = Set.of("layers", "site-packages");

  private final Canary canary = Canary.fresh();

  @Test
  void key_reachesTheAgentAndIsNowhereElse() throws Exception {
    String code =
        Agents.running("return hashlib.sha256(os.environ['SERVICE_KEY'].encode()).hexdigest()");
    Map<String, ?> keys = Map.of("api_keys", Map.of("SERVICE_KEY", canary.value()));
    Set<String> seen = new TreeSet<>();
    String id = SHARED.api().deploy(NAME, code, keys);
    while (!Set.of("succeeded", "failed").contains(status(id))) {
      seen.addAll(processesThatShowIt());
    }
    assertThat(status(id)).isEqualTo("succeeded");
    assertThat(Agents.ask(SHARED.api(), NAME)).isEqualTo(sha256());
    String failed =
        SHARED.api().deploy(NAME, Agents.running("raise RuntimeError(os.environ)"), keys);
    SHARED.api().awaitEnd(failed);

    seen.addAll(processesThatShowIt());
    assertThat(seen).isEmpty();
    assertThat(filesThatShowIt()).isEmpty();
    assertThat(objectsThatShowIt()).isEmpty();
    try (var temporal = TemporalHistory.at(SHARED.stack().temporalTarget())) {
      assertThat(temporal.everything()).isNotEmpty();
      assertThat(temporal.everything().filter(canary::isIn)).isEmpty();
    }
    for (String deployment : List.of(id, failed)) {
      assertNotInAnswers(deployment);
    }
    assertNotInCloud();
  }

  private static String status(String id) {
    return SHARED.api().view(id).path("status").asText();
  }

  private void assertNotInAnswers(String id) {
    for (String path :
        List.of(
            "/deployments",
            "/deployments/" + id,
            "/deployments/" + id + "/events",
            "/deployments/" + id + "/logs",
            "/deployments/" + id + "/audit",
            "/agents",
            "/agents/us-east-1/" + STACK,
            "/agents/us-east-1/" + STACK + "?dry_run",
            "/agents/us-east-1/" + STACK + "/audit",
            "/agents/us-east-1/" + STACK + "/logs",
            "/health")) {
      Api.Answer answer = SHARED.api().get(path);
      assertThat(canary.isIn(answer.body().toString())).as(path).isFalse();
    }
    for (String address :
        List.of(
            "/",
            "/agents",
            "/agents/us-east-1/" + STACK,
            "/deployments/" + id,
            "/new?from=" + id,
            "/api/deploy/list",
            "/api/deploy/status/" + id,
            "/api/deployment-history",
            "/api/deployment-history/" + id)) {
      assertThat(canary.isIn(SHARED.api().text(address))).as(address).isFalse();
    }
  }

  private void assertNotInCloud() {
    var world = SHARED.world();
    for (TemplateStage stage : List.of(TemplateStage.ORIGINAL, TemplateStage.PROCESSED)) {
      var template =
          world.stacks.getTemplate(request -> request.stackName(STACK).templateStage(stage));
      assertThat(canary.isIn(template.templateBody())).as("template, %s", stage).isFalse();
    }
    var stack = world.stacks.describeStacks(request -> request.stackName(STACK));
    assertThat(canary.isIn(stack.toString())).as("stack").isFalse();
    var function = world.functions.getFunction(request -> request.functionName(NAME));
    assertThat(canary.isIn(function.toString())).as("function").isFalse();
    assertThat(function.configuration().environment().variables())
        .containsKey("SLIPWAY_SECRET_ARN")
        .doesNotContainKey("SERVICE_KEY");
  }

  private Set<String> objectsThatShowIt() {
    var found = new TreeSet<String>();
    var objects = SHARED.world().objects;
    for (var bucket : objects.listBuckets().buckets()) {
      objects.listObjectsV2Paginator(request -> request.bucket(bucket.name())).contents().stream()
          .filter(object -> !object.key().startsWith("layers/"))
          .filter(
              object ->
                  canary.isIn(
                      objects
                          .getObjectAsBytes(
                              request -> request.bucket(bucket.name()).key(object.key()))
                          .asByteArray()))
          .forEach(object -> found.add(object.key()));
    }
    return found;
  }

  /** All of the stack's files except the layers, which are third-party packages. */
  private Set<String> filesThatShowIt() throws IOException {
    Path home = SHARED.stack().home();
    Path ownStoreOfTheEmulator = home.resolve("state/emulator");
    var found = new TreeSet<String>();
    Files.walkFileTree(
        home,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean others =
                folder.equals(ownStoreOfTheEmulator)
                    || PACKAGES.contains(folder.getFileName().toString());
            return others ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && canary.isIn(read(file))) {
              found.add(home.relativize(file).toString());
            }
            return FileVisitResult.CONTINUE;
          }

          // The emulator removes idle functions' folders meanwhile.
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            return goneMeanwhile(failure);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            return failure == null ? FileVisitResult.CONTINUE : goneMeanwhile(failure);
          }
        });
    return found;
  }

  private static FileVisitResult goneMeanwhile(IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }

  /** Command lines and environments of everything the stack is running. */
  private Set<String> processesThatShowIt() {
    var found = new TreeSet<String>();
    SHARED
        .stack()
        .processes()
        .forEach(
            process -> {
              for (String part : List.of("cmdline", "environ")) {
                Path file = Path.of("/proc", String.valueOf(process.pid()), part);
                if (canary.isIn(read(file))) {
                  found.add(part + " of " + process.info().commandLine().orElse("?"));
                }
              }
            });
    return found;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException goneMeanwhile) {
      return new byte[0];
    } catch (IOException e) {
      // A process that ended while it was read.
      if (file.startsWith("/proc")) {
        return new byte[0];
      }
      throw new UncheckedIOException(e);
    }
  }

  private String sha256() throws Exception {
    byte[] value = requireNonNull(canary.value()).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
  }
}
