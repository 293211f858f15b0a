package dev.slipway.local;

import dev.slipway.local.process.Processes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * Functions of a home's emulator, each in a stack of the same name, and what the machine runs for
 * them.
 */
final class EmulatedFunctions implements AutoCloseable {
  /** Answers with its version. */
  static final String VERSION =
      """
      def handler(event, context):
          return int(context.function_version)
      """;

  /** Leaves a process behind that outlives its parent and ignores requests to end. */
  static final String LEAVING =
      """
      import os, subprocess, sys

      ENDLESS = "import os, signal, time; os.setsid(); signal.signal(15, signal.SIG_IGN); time.sleep(600)"


      def handler(event, context):
          subprocess.Popen([sys.executable, "-c", ENDLESS], env={"HOME": os.environ["HOME"]})
          return int(context.function_version)
      """;

  private static final String RUNTIME = "python3.11";

  private static final String TEMPLATE =
      """
      Resources:
        Function:
          Type: AWS::Lambda::Function
          Properties:
            FunctionName: NAME
            Runtime: RUNTIME
            Handler: index.handler
            Role: arn:aws:iam::000000000000:role/any
            Layers: LAYERS
            Code:
              ZipFile: |
      CODE
        VersionHASH:
          Type: AWS::Lambda::Version
          Properties: {FunctionName: {Ref: Function}}
        Alias:
          Type: AWS::Lambda::Alias
          Properties: {Name: live, FunctionName: {Ref: Function}, FunctionVersion: {'Fn::GetAtt': [VersionHASH, Version]}}
      """;

  private final Path folders;
  private final CloudFormationClient stacks;
  private final LambdaClient functions;

  EmulatedFunctions(Path path, URI emulator) throws IOException {
    HomeDirectory home = new HomeDirectory(path);
    folders = path.resolve("emulator-tmp");
    stacks = SupervisedEmulator.client(home, emulator, CloudFormationClient.builder());
    functions = SupervisedEmulator.client(home, emulator, LambdaClient.builder());
  }

  void create(String name, String code) {
    create(name, RUNTIME, code);
  }

  void create(String name, String runtime, String code) {
    createStack(name, template(name, runtime, code, List.of()));
  }

  void createWith(List<String> layers, String name, String code) {
    createStack(name, template(name, RUNTIME, code, layers));
  }

  private void createStack(String name, String template) {
    stacks.createStack(request -> request.stackName(name).templateBody(template));
    stacks.waiter().waitUntilStackCreateComplete(request -> request.stackName(name));
  }

  /** A layer with one module. */
  String layer(String module, String code) {
    var zip = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("python/%s.py".formatted(module)));
      out.write(code.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var content = SdkBytes.fromByteArray(zip.toByteArray());
    return functions
        .publishLayerVersion(
            request -> request.layerName(module).content(data -> data.zipFile(content)))
        .layerVersionArn();
  }

  /** Publishes another version of it, which the alias then points to. */
  void update(String name, String code) {
    stacks.updateStack(
        request -> request.stackName(name).templateBody(template(name, RUNTIME, code, List.of())));
    stacks.waiter().waitUntilStackUpdateComplete(request -> request.stackName(name));
  }

  void delete(String name) {
    stacks.deleteStack(request -> request.stackName(name));
    stacks.waiter().waitUntilStackDeleteComplete(request -> request.stackName(name));
  }

  /** What the live version answers. */
  String call(String name) {
    return functions
        .invoke(request -> request.functionName(name).qualifier("live"))
        .payload()
        .asUtf8String();
  }

  /** Everything that runs in the function's folders, whatever started it. */
  List<ProcessHandle> processesOf(String name) {
    return ProcessHandle.allProcesses()
        .filter(process -> folder(process).startsWith(prefix(name)))
        .filter(Processes::runs)
        .toList();
  }

  private static String folder(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
          .toString();
    } catch (IOException endedOrNotOurs) {
      return "";
    }
  }

  List<Path> foldersOf(String name) {
    try (Stream<Path> all = Files.list(folders)) {
      return all.filter(folder -> folder.toString().startsWith(prefix(name))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String prefix(String name) {
    return folders + "/ministack-lambda-" + name + "-";
  }

  private static String template(String name, String runtime, String code, List<String> layers) {
    return TEMPLATE
        .replace("LAYERS", layers.toString())
        .replace("RUNTIME", runtime)
        .replace("NAME", name)
        .replace("CODE", code.indent(10))
        .replace("HASH", Integer.toHexString(code.hashCode()));
  }

  @Override
  public void close() {
    stacks.close();
    functions.close();
  }
}
