package dev.slipway.e2e.bench;

import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.LocalStack;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Deploying to AgentCore without Slipway: {@code agentcore deploy} of AWS's starter toolkit, with
 * direct code deployment. It makes no endpoint of its own and tests nothing.
 */
final class StarterToolkit {
  private final Path directory;
  private final String command = Ground.tool("SLIPWAY_AGENTCORE_TOOLKIT");
  private final Map<String, String> environment = new HashMap<>();

  StarterToolkit(Path directory, String name, LocalStack stack)
      throws IOException, InterruptedException {
    this.directory = Files.createDirectories(directory);
    String emulator = stack.emulator().toString();
    environment.put("AWS_ENDPOINT_URL", emulator);
    // It asks AgentCore at these, whatever AWS_ENDPOINT_URL says.
    environment.put("BEDROCK_AGENTCORE_CP_ENDPOINT", emulator);
    environment.put("BEDROCK_AGENTCORE_DP_ENDPOINT", emulator);
    environment.put("AWS_ACCESS_KEY_ID", "000000000000");
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    environment.put("AWS_SESSION_TOKEN", stack.emulatorToken());
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AGENTCORE_SUPPRESS_RECOMMENDATION", "1");
    // It finds uv there: the same as Slipway's.
    String tools = Path.of(Ground.tool("SLIPWAY_UV")).resolveSibling("").toString();
    environment.put("PATH", tools + File.pathSeparator + System.getenv("PATH"));
    write("", "");
    configure(name);
  }

  /** What a person does once; it is not measured. */
  private void configure(String name) throws IOException, InterruptedException {
    Command.run(
        directory,
        environment,
        List.of(
            command,
            "configure",
            "--entrypoint",
            "agent.py",
            "--requirements-file",
            "requirements.txt",
            "--name",
            name,
            "--deployment-type",
            "direct_code_deploy",
            "--runtime",
            "PYTHON_3_12",
            "--region",
            "us-east-1",
            "--disable-memory",
            "--disable-otel",
            "--non-interactive"));
  }

  private void write(String code, String requirements) throws IOException {
    Files.writeString(directory.resolve("agent.py"), code);
    Files.writeString(directory.resolve("requirements.txt"), requirements);
  }

  /** Packages and deploys; returns the seconds that took. */
  double deploy(String code, String requirements) throws IOException, InterruptedException {
    write(code, requirements);
    return Seconds.of(() -> Command.run(directory, environment, List.of(command, "deploy")));
  }
}
