package dev.slipway.local;

import java.util.Map;

/**
 * The local stack's settings, taken from the environment that {@code ./slipway} sets.
 *
 * @param emulator whether AWS is the emulator; otherwise it is real and the caller's
 * @param endpoint where AWS answers if neither the emulator nor AWS itself does; usually blank
 * @param region the AWS region if none is requested
 * @param passedOn the part of the caller's environment that children get as well
 */
record LocalSettings(
    HomeDirectory home,
    Ports ports,
    boolean emulator,
    String endpoint,
    String region,
    Tools tools,
    Map<String, String> passedOn) {
  static final int DEFAULT_PORT_BASE = 8480;
  static final String DEFAULT_REGION = "us-east-1";

  LocalSettings {
    passedOn = Map.copyOf(passedOn);
  }

  /** Enough to inspect the stack or to stop it: the tools need not exist any more. */
  static LocalSettings read(Map<String, String> environment) throws InvalidSettings {
    SettingsReading reading = new SettingsReading(environment);
    LocalSettings settings = reading.settings();
    reading.failIfAnyProblem();
    return settings;
  }

  /** Enough to start the stack. */
  static LocalSettings readToStart(Map<String, String> environment) throws InvalidSettings {
    SettingsReading reading = new SettingsReading(environment);
    LocalSettings settings = reading.settings();
    reading.requireExecutable("SLIPWAY_TEMPORAL", settings.tools().temporal());
    reading.requireExecutable("SLIPWAY_PYTHON", settings.tools().python());
    reading.requireExecutable("SLIPWAY_SAM", settings.tools().sam());
    reading.requireExecutable("SLIPWAY_UV", settings.tools().uv());
    if (settings.emulator()) {
      reading.requireExecutable("SLIPWAY_MINISTACK", settings.tools().ministack());
      reading.requireExecutable("SLIPWAY_MINISTACK", settings.tools().pythonOfMinistack());
    }
    reading.failIfAnyProblem();
    return settings;
  }
}
