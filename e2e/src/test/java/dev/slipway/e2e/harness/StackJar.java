package dev.slipway.e2e.harness;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.slipway.storage.aws.RequestRecorder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.springframework.util.FileSystemUtils;

/** The stack's jar as the launcher runs it: unpacked, with an AOT cache from a rehearsed start. */
final class StackJar {
  private static final Path BUILT = Ground.root().resolve("local/target/slipway-local.jar");
  private static final Path FOLDER = Ground.root().resolve("e2e/target/stack");
  private static final Path JAR = FOLDER.resolve("slipway-local.jar");
  private static final Path RECORDER = FOLDER.resolve("recorder.jar");
  private static final String CLASSES = JAR + File.pathSeparator + RECORDER;
  private static final String MAIN = "dev.slipway.local.Local";
  private static final String RECORDS =
      "-D%s=%s".formatted(RequestRecorder.FOLDER, TestLog.requests());
  private static final Path LOADED = FOLDER.resolve("local.aot");

  /** What was unpacked: a jar's time is always the same, since its build is reproducible. */
  private static final Path UNPACKED = FOLDER.resolve("unpacked.jar");

  private static final Path LOCK = Ground.root().resolve("e2e/target/stack.lock");

  private StackJar() {}

  /** The command line that runs it, except for the stack's command. */
  static synchronized List<String> words() {
    // Another test JVM may be unpacking it.
    try (var file = FileChannel.open(LOCK, CREATE, WRITE);
        var _ = file.lock()) {
      if (!Files.exists(UNPACKED) || Files.mismatch(UNPACKED, BUILT) >= 0) {
        FileSystemUtils.deleteRecursively(FOLDER);
        String jar = BUILT.toString();
        run(java("-Djarmode=tools", "-jar", jar, "extract", "--force", "--destination", "."));
        addRecorder();
        run(java("-XX:AOTCacheOutput=" + LOADED, "-cp", CLASSES, MAIN, "rehearse"));
        Files.copy(BUILT, UNPACKED);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return java("-XX:AOTCache=" + LOADED, RECORDS, "-cp", CLASSES, MAIN);
  }

  /** What the stack asks of AWS is recorded: the SDK finds the recorder on the class path. */
  private static void addRecorder() throws IOException {
    String handlers = "software/amazon/awssdk/global/handlers/execution.interceptors";
    String recorder = RequestRecorder.class.getName().replace('.', '/') + ".class";
    var classes = RequestRecorder.class.getClassLoader();
    // A jar: an AOT cache cannot be made with a folder on the class path.
    try (var jar = new JarOutputStream(Files.newOutputStream(RECORDER))) {
      for (String name : List.of(handlers, recorder)) {
        jar.putNextEntry(new JarEntry(name));
        try (var content = Objects.requireNonNull(classes.getResourceAsStream(name), name)) {
          content.transferTo(jar);
        }
      }
    }
  }

  private static List<String> java(String... words) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx1g"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
    command.addAll(List.of(words));
    return command;
  }

  private static void run(List<String> command) throws IOException {
    Files.createDirectories(FOLDER);
    Path log = FOLDER.resolve("preparation.log");
    var builder = new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("SLIPWAY_HOME", FOLDER.resolve("rehearsal").toString());
    builder.environment().put("SLIPWAY_PORT_BASE", String.valueOf(Ground.portBase()));
    builder.environment().put("SLIPWAY_AWS", "emulator");
    try {
      if (builder.start().waitFor() != 0) {
        throw new IllegalStateException("%s failed:%n%s".formatted(command, Files.readString(log)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while preparing the stack's jar", e);
    }
  }
}
