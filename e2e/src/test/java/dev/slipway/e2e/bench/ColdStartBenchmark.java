package dev.slipway.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.e2e.harness.BedrockStub;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.LocalStack;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Import and first answer of a deployed function, from its layer as deployed and from the same
 * layer without compiled modules. Nothing is written while it runs, as on Lambda's read-only disk.
 */
final class ColdStartBenchmark implements Benchmark {
  private static final int ROUNDS = Integer.getInteger("slipway.bench.rounds", 5);
  private static final double AIM = 0.4;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String python = Ground.pythonOfTheEmulator().toString();

  /** What was deployed, unpacked. */
  private record Deployed(Path function, Path compiled, Path plain) {}

  /** CPU seconds of each cold start. */
  private record Samples(List<Double> imports, List<Double> totals) {
    Samples() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    void add(JsonNode sample) {
      imports.add(sample.get("import").asDouble());
      totals.add(sample.get("total").asDouble());
    }
  }

  @Override
  public String name() {
    return "coldstart";
  }

  @Override
  public Report run() throws IOException, InterruptedException {
    Deployed deployed = deploy(Files.createTempDirectory("slipway-bench-"));
    var report = new Report(name(), "seconds of CPU", "median", "samples");
    var compiled = new Samples();
    var plain = new Samples();
    try (var stub = new BedrockStub()) {
      // The first of each fills the disk cache and is not counted.
      start(deployed, deployed.compiled(), stub);
      start(deployed, deployed.plain(), stub);
      for (int round = 1; round <= ROUNDS; round++) {
        compiled.add(start(deployed, deployed.compiled(), stub));
        plain.add(start(deployed, deployed.plain(), stub));
      }
    }
    return fill(report, compiled, plain);
  }

  private Deployed deploy(Path target) throws IOException {
    System.err.printf("  deploying, load %.1f%n", Load.now());
    try (var stack = new LocalStack().start();
        var aws = new Emulated(stack)) {
      var api = stack.api();
      String id =
          api.deploy("bench-cold", Files.readString(Ground.example()), Map.of("smoke_test", "off"));
      JsonNode view = api.awaitEnd(id);
      if (!view.path("status").asText().equals("succeeded")) {
        throw new IllegalStateException("the deployment failed: " + view.path("failure"));
      }
      byte[] layer = aws.object(key -> key.startsWith("layers/") && key.endsWith(".zip"));
      byte[] function = aws.object(key -> key.contains(id + "/") && key.endsWith("/function.zip"));
      return new Deployed(
          Archive.unpack(function, target.resolve("function"), name -> true),
          Archive.unpack(layer, target.resolve("compiled"), name -> true),
          Archive.unpack(layer, target.resolve("plain"), name -> !name.endsWith(".pyc")));
    }
  }

  private JsonNode start(Deployed deployed, Path layer, BedrockStub stub)
      throws IOException, InterruptedException {
    String path = deployed.function() + File.pathSeparator + layer.resolve("python");
    String output =
        Command.run(
            deployed.function(),
            Map.of(
                "PYTHONPATH", path,
                "PYTHONDONTWRITEBYTECODE", "1",
                "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", stub.address().toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_EC2_METADATA_DISABLED", "true",
                "BYPASS_TOOL_CONSENT", "true"),
            List.of(python, "-S", script().toString()));
    return JSON.readTree(output.lines().reduce("", (before, line) -> line));
  }

  private static Path script() {
    return Ground.root().resolve("e2e/src/test/resources/bench/cold_start.py");
  }

  private static Report fill(Report report, Samples compiled, Samples plain) {
    report.samples("import, as deployed", "compiled_import_cpu_s", compiled.imports());
    report.samples("import, without .pyc", "plain_import_cpu_s", plain.imports());
    double with =
        report.samples("import and answer, as deployed", "compiled_cpu_s", compiled.totals());
    double without =
        report.samples("import and answer, without .pyc", "plain_cpu_s", plain.totals());
    report.ratio("as deployed / without .pyc", "cpu_ratio", with / without, AIM);
    report.figure("rounds", ROUNDS);
    report.figure("load_end", Load.now());
    return report;
  }
}
