package dev.slipway.local;

import java.util.Map;
import java.util.TreeMap;

/** The settings that worker and starter get from the local stack. */
final class RoomProperties {
  private RoomProperties() {}

  static Map<String, Object> of(LocalSettings settings) {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("server.port", settings.ports().starter());
    properties.put("server.address", "127.0.0.1");
    properties.put("slipway.sign-in.token-file", OwnerToken.file(settings.home()).toString());
    properties.put("slipway.temporal.target", TemporalServer.target(settings));
    properties.put("slipway.temporal.namespace", TemporalReadiness.NAMESPACE);
    TemporalServer.ui(settings).ifPresent(ui -> properties.put("slipway.temporal.ui", ui));
    properties.put("slipway.tools.sam", settings.tools().sam().toString());
    properties.put("slipway.tools.uv", settings.tools().uv().toString());
    properties.put("slipway.tools.python", settings.tools().python().toString());
    properties.put("slipway.work-directory", settings.home().work().toString());
    if (settings.emulator()) {
      properties.put("slipway.aws.endpoint", AwsEmulator.url(settings));
    } else if (!settings.endpoint().isEmpty()) {
      // The SDK would read it on its own, but not know that it talks to an emulator.
      properties.put("slipway.aws.endpoint", settings.endpoint());
    }
    properties.put("logging.file.name", settings.home().logs().resolve("slipway.log").toString());
    // The terminal is for progress; everything else is in the file.
    properties.put("logging.threshold.console", "off");
    properties.put("spring.main.banner-mode", "off");
    return properties;
  }

  /** What the AWS SDK reads before it turns to the caller's environment and profiles. */
  static Map<String, String> systemProperties(LocalSettings settings, EmulatorToken token) {
    return settings.emulator()
        ? Map.of(
            "aws.accessKeyId",
            AwsEmulator.ACCOUNT,
            "aws.secretAccessKey",
            AwsEmulator.ACCOUNT,
            "aws.sessionToken",
            token.value(),
            "aws.region",
            settings.region())
        : Map.of();
  }
}
