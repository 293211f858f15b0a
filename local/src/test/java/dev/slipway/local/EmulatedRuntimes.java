package dev.slipway.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.local.process.Processes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreClient;
import software.amazon.awssdk.services.bedrockagentcore.model.InvokeAgentRuntimeResponse;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntimeArtifact;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.LifecycleConfiguration;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.NetworkMode;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.s3.S3Client;

/** AgentCore runtimes of a home's emulator, and what the machine runs for them. */
final class EmulatedRuntimes implements AutoCloseable {
  static final String ROLE = "arn:aws:iam::000000000000:role/any";

  private static final String BUCKET = "packages";
  private static final String ROOT = "/slipway/";
  private static final JsonMapper JSON = new JsonMapper();

  final BedrockAgentCoreControlClient control;
  final BedrockAgentCoreClient runtimes;

  private final S3Client objects;
  private final CloudWatchLogsClient logs;
  private final String mark;
  private final String python;

  EmulatedRuntimes(SupervisedEmulator emulator) throws IOException {
    control = emulator.client(BedrockAgentCoreControlClient.builder());
    runtimes = emulator.client(BedrockAgentCoreClient.builder());
    objects = emulator.client(S3Client.builder().forcePathStyle(true));
    logs = emulator.client(CloudWatchLogsClient.builder());
    mark =
        "SLIPWAY_AGENTCORE_SESSIONS="
            + AwsEmulator.scratch(emulator.settings()).resolve("slipway-agentcore");
    python = "PYTHON_" + version(emulator.settings().tools().python().toString());
  }

  /** The one that the emulator surely has: it may be older than those that AWS takes. */
  private static String version(String python) throws IOException {
    Process asked =
        new ProcessBuilder(
                python, "-I", "-c", "import sys; print('%d_%d' % sys.version_info[:2], end='')")
            .start();
    return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  void createBucket() {
    objects.createBucket(request -> request.bucket(BUCKET));
  }

  /** The id of a new runtime, whose sessions end after so many idle seconds. */
  String create(String name, String code, int idleSeconds) {
    return control
        .createAgentRuntime(
            request ->
                request
                    .agentRuntimeName(name)
                    .agentRuntimeArtifact(artifact(name, code))
                    .roleArn(ROLE)
                    .networkConfiguration(network -> network.networkMode(NetworkMode.PUBLIC))
                    .lifecycleConfiguration(idle(idleSeconds)))
        .agentRuntimeId();
  }

  /** The number of the new version. */
  String update(String id, String code) {
    return control
        .updateAgentRuntime(
            request ->
                request
                    .agentRuntimeId(id)
                    .agentRuntimeArtifact(artifact(id, code))
                    .roleArn(ROLE)
                    .networkConfiguration(network -> network.networkMode(NetworkMode.PUBLIC)))
        .agentRuntimeVersion();
  }

  private static LifecycleConfiguration idle(int seconds) {
    return LifecycleConfiguration.builder().idleRuntimeSessionTimeout(seconds).build();
  }

  /** A package with Slipway's server, in the bucket under a key that the next one overwrites. */
  AgentRuntimeArtifact artifact(String key, String code) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    JsonNode manifest = read("manifest.json");
    for (JsonNode path : manifest.at("/lambda/runtime")) {
      files.put(path.asText().replace("lambda/source/", "python/"), bytes(path.asText()));
    }
    for (JsonNode path : manifest.at("/agentcore/source")) {
      files.put(path.asText().replace("agentcore/source/", ""), bytes(path.asText()));
    }
    files.put("agent_handler.py", code.getBytes(StandardCharsets.UTF_8));
    return artifact(key, files, "main.py");
  }

  AgentRuntimeArtifact artifact(String key, Map<String, byte[]> files, String entryPoint) {
    objects.putObject(
        request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(zip(files)));
    return AgentRuntimeArtifact.builder()
        .codeConfiguration(
            code ->
                code.code(where -> where.s3(place -> place.bucket(BUCKET).prefix(key)))
                    .runtime(python)
                    .entryPoint(entryPoint))
        .build();
  }

  void deleteObject(String key) {
    objects.deleteObject(request -> request.bucket(BUCKET).key(key));
  }

  static String arn(String id) {
    return "arn:aws:bedrock-agentcore:us-east-1:000000000000:runtime/" + id;
  }

  /** What the agent answers, in a session of its own unless one is named. */
  String ask(String id, String endpoint, @Nullable String session, String prompt) {
    return call(id, endpoint, session, prompt).asUtf8String();
  }

  ResponseBytes<InvokeAgentRuntimeResponse> call(
      String id, String endpoint, @Nullable String session, String prompt) {
    String payload = JSON.createObjectNode().put("prompt", prompt).toString();
    return runtimes.invokeAgentRuntime(
        request ->
            request
                .agentRuntimeArn(arn(id))
                .qualifier(endpoint)
                .runtimeSessionId(session)
                .contentType("application/json")
                .payload(SdkBytes.fromUtf8String(payload)),
        ResponseTransformer.toBytes());
  }

  /** The lines in the log of an endpoint. */
  List<String> log(String id, String endpoint) {
    String group = "/aws/bedrock-agentcore/runtimes/%s-%s".formatted(id, endpoint);
    return logs.describeLogStreams(request -> request.logGroupName(group)).logStreams().stream()
        .flatMap(
            stream ->
                logs
                    .getLogEvents(
                        request ->
                            request
                                .logGroupName(group)
                                .logStreamName(stream.logStreamName())
                                .startFromHead(true))
                    .events()
                    .stream())
        .map(OutputLogEvent::message)
        .toList();
  }

  /** Everything that runs for sessions of this emulator. */
  List<ProcessHandle> processes() {
    return Processes.withEnvironment(mark);
  }

  private static JsonNode read(String path) {
    try {
      return JSON.readTree(bytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String path) {
    try (InputStream resource = EmulatedRuntimes.class.getResourceAsStream(ROOT + path)) {
      return Objects.requireNonNull(resource, path).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] zip(Map<String, byte[]> files) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    control.close();
    runtimes.close();
    objects.close();
    logs.close();
  }
}
