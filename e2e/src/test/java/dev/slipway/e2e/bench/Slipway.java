package dev.slipway.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.api.FunctionName;
import dev.slipway.api.StackName;
import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.LocalStack;
import java.io.IOException;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** What benchmarks of deployments ask of Slipway, on either target. */
final class Slipway {
  private Slipway() {}

  /** Removes all layers and locks from the bucket, which is then like another account's. */
  static void forgetLayers(Emulated aws) {
    aws.deleteObjects("layers/");
  }

  /** Also removes the locks from the worker's disk, so that the index is asked. */
  static void forgetLocks(LocalStack stack, Emulated aws) throws IOException {
    forgetLayers(aws);
    forget(stack, "locks");
  }

  /** Also removes the packages from the worker's disk, which is then like a new one's. */
  static void forgetPackages(LocalStack stack, Emulated aws) throws IOException {
    forgetLocks(stack, aws);
    forget(stack, "packages");
  }

  private static void forget(LocalStack stack, String folder) throws IOException {
    FileSystemUtils.deleteRecursively(stack.home().resolve("work").resolve(folder));
  }

  /** To the first revision, without a smoke test; how many seconds it took. */
  static double rollback(Api api, String agent) throws IOException, InterruptedException {
    var stack = StackName.defaultFor(new FunctionName(agent));
    String path = "/agents/us-east-1/%s/rollback".formatted(stack.value());
    return Seconds.of(
        () -> {
          JsonNode accepted = api.post(path, Map.of("to_revision", 1)).body();
          requireSucceeded(api.awaitEnd(accepted.path("deployment_id").asText()));
        });
  }

  static void requireSucceeded(JsonNode view) {
    if (!view.path("status").asText().equals("succeeded")) {
      throw new IllegalStateException("the deployment failed: " + view);
    }
  }
}
