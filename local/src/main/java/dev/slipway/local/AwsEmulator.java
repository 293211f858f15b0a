package dev.slipway.local;

import dev.slipway.local.component.ChildSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.util.FileSystemUtils;

/** How the AWS emulator is run: on this machine only, with everything it writes in our folder. */
final class AwsEmulator {
  static final String NAME = "emulator";
  static final String TITLE = "AWS emulator";

  /** A 12-digit access key is an account of its own; this is the emulator's default account. */
  static final String ACCOUNT = "000000000000";

  static final String READY = "/_ministack/ready";

  private static final EmulatorProgram PROGRAM = EmulatorProgram.load();

  private AwsEmulator() {}

  static ChildSpec spec(LocalSettings settings, EmulatorToken token) {
    return spec(settings, token, ProcessLimits.USUAL);
  }

  static ChildSpec spec(LocalSettings settings, EmulatorToken token, ProcessLimits limits) {
    Path scratch = scratch(settings);
    return new ChildSpec(
        NAME,
        TITLE,
        command(settings, limits),
        environment(settings, token),
        List.of(settings.ports().emulator()),
        url(settings),
        // Without its fence it must not be used, so without it it is not ready.
        () -> Answers.isOk(url(settings) + READY) && EmulatorFence.stands(url(settings)),
        () -> {
          clear(settings);
          PROGRAM.writeTo(scratch);
        },
        Timing.EMULATOR_START,
        Timing.EMULATOR_STOP);
  }

  static String url(LocalSettings settings) {
    return "http://127.0.0.1:" + settings.ports().emulator();
  }

  /** Where the emulator and the functions it runs keep what is worthless once they have stopped. */
  static Path scratch(LocalSettings settings) {
    return settings.home().path().resolve("emulator-tmp");
  }

  /** Working copies of functions are large; call this only while nothing uses them. */
  static void clear(LocalSettings settings) {
    Path scratch = scratch(settings);
    try {
      FileSystemUtils.deleteRecursively(scratch);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete %s.".formatted(scratch), e);
    }
  }

  private static List<String> command(LocalSettings settings, ProcessLimits limits) {
    String python = settings.tools().pythonOfMinistack().toString();
    List<String> command = new ArrayList<>();
    command.addAll(List.of(python, "-I", PROGRAM.in(scratch(settings)).toString()));
    command.addAll(limits.arguments());
    return command;
  }

  private static Map<String, String> environment(LocalSettings settings, EmulatorToken token) {
    Path state = settings.home().state();
    String scratch = scratch(settings).toString();
    Map<String, String> environment = new TreeMap<>(settings.passedOn());
    environment.put("GATEWAY_PORT", Integer.toString(settings.ports().emulator()));
    environment.put("BIND_HOST", "127.0.0.1");
    environment.put("MINISTACK_ACCOUNT_ID", ACCOUNT);
    environment.put("MINISTACK_REGION", settings.region());
    environment.put("PERSIST_STATE", "1");
    environment.put("STATE_DIR", state.resolve("emulator").toString());
    environment.put("S3_PERSIST", "1");
    environment.put("S3_DATA_DIR", state.resolve("emulator-s3").toString());
    // It would listen for MQTT on 8883 and for SFTP on 2222, both on every address.
    environment.put("IOT_MTLS_ENABLED", "0");
    environment.put("SFTP_ENABLED", "0");
    // Its pid file, the code of functions and their working copies go there, not to /tmp; the
    // functions inherit both, so they see neither the caller's home nor credentials in it.
    environment.put("TMPDIR", scratch);
    environment.put("HOME", scratch);
    environment.put("PYTHONUNBUFFERED", "1");
    // For the fence, and for the functions' own calls.
    environment.put("AWS_SESSION_TOKEN", token.value());
    return environment;
  }
}
