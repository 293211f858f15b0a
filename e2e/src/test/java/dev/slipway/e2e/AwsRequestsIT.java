package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.e2e.harness.Ground;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The check of recorded requests, which verify makes after all tests, finds what AWS would refuse.
 */
class AwsRequestsIT {
  @TempDir Path root;

  @Test
  void requestsThatAwsRefuses_areFound() throws Exception {
    Path recorded = Files.createDirectories(root.resolve("m/target/aws-requests"));
    Files.writeString(
        recorded.resolve("1.requests.ndjson"),
        """
        {"at":"1","service":"Lambda","operation":"Invoke","input":{"FunctionName":"a b"}}
        {"at":"1","service":"Lambda","operation":"GetAlias","input":{"FunctionName":"a"}}
        {"at":"1","service":"CloudWatchLogs","operation":"FilterLogEvents","input":{"limit":99999}}
        {"at":"1","service":"S3","operation":"PutObject","input":{"Bucket":"b","Key":"k"}}
        {"at":"1","service":"Sts","operation":"GetCallerIdentity","input":{}}
        """);
    Files.writeString(recorded.resolve("operations.txt"), "sts GetCallerIdentity\ns3 GetObject\n");

    List<String> lines = check();

    assertThat(lines).contains("1 4");
    assertThat(String.join("\n", lines))
        .contains("Invoke.FunctionName: 'a b' (expected: ")
        .contains("GetAlias.Name: missing")
        .contains("FilterLogEvents.limit: 99999")
        .contains("PutObject.ExpectedBucketOwner: missing")
        .contains("no test sent 1: s3 GetObject");
  }

  private List<String> check() throws Exception {
    Path python = Path.of(Ground.tool("SLIPWAY_SAM")).resolveSibling("python");
    Path program = Ground.root().resolve("launcher/py/aws_requests.py");
    Path output = root.resolve("output");
    Process process =
        new ProcessBuilder(python.toString(), "-I", program.toString(), root.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return Files.readAllLines(output);
  }
}
