package dev.slipway.e2e.bench;

import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Deploying without Slipway: {@code sam build} and {@code sam deploy --resolve-s3}. */
final class PlainSam {
  private static final String HANDLER =
      """


      def handler(event, context):
          return {"statusCode": 200, "body": str(asyncio.run(main(event.get("prompt"))))}
      """;

  private final Path directory;
  private final String name;
  private final String sam = Ground.tool("SLIPWAY_SAM");
  private final Map<String, String> environment = new HashMap<>();

  PlainSam(Path directory, String name, LocalStack stack) throws IOException {
    this.directory = directory;
    this.name = name;
    environment.put("AWS_ENDPOINT_URL", stack.emulator().toString());
    environment.put("AWS_ACCESS_KEY_ID", "000000000000");
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    environment.put("AWS_SESSION_TOKEN", stack.emulatorToken());
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    environment.put("AWS_REGION", "us-east-1");
    // Neither its telemetry nor a prompt should count against it.
    environment.put("SAM_CLI_TELEMETRY", "0");
    Files.createDirectories(directory.resolve("src"));
    Files.writeString(directory.resolve("template.yaml"), template());
  }

  /** Builds and deploys; returns the seconds both took. */
  double deploy(String code, String requirements) throws IOException, InterruptedException {
    Files.writeString(directory.resolve("src/app.py"), code + HANDLER);
    Files.writeString(directory.resolve("src/requirements.txt"), requirements + "\n");
    return Seconds.of(
        () -> {
          Command.run(directory, environment, List.of(sam, "build"));
          Command.run(
              directory,
              environment,
              List.of(
                  sam,
                  "deploy",
                  "--resolve-s3",
                  "--stack-name",
                  name,
                  "--capabilities",
                  "CAPABILITY_IAM",
                  "--no-confirm-changeset"));
        });
  }

  private String template() {
    return """
        AWSTemplateFormatVersion: '2010-09-09'
        Transform: AWS::Serverless-2016-10-31
        Resources:
          AgentFunction:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: %s
              CodeUri: src/
              Handler: app.handler
              Runtime: %s
              MemorySize: 512
              Timeout: 300
              FunctionUrlConfig:
                AuthType: AWS_IAM
              Policies:
                - Version: '2012-10-17'
                  Statement:
                    - Effect: Allow
                      Action: [bedrock:InvokeModel, bedrock:InvokeModelWithResponseStream]
                      Resource: '*'
        """
        .formatted(name, Emulated.RUNTIME);
  }
}
