package dev.slipway.local;

import dev.slipway.local.component.Place;
import dev.slipway.local.component.Progress;
import dev.slipway.local.component.Supervisor;
import dev.slipway.local.process.PortOwner;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/** The real emulator of a test's own home, run as the local stack runs it. */
record SupervisedEmulator(LocalSettings settings) {
  static SupervisedEmulator of(Path home) throws Exception {
    return of(home, Map.of());
  }

  static SupervisedEmulator of(Path home, Map<String, String> more) throws Exception {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(more);
    environment.put("SLIPWAY_HOME", home.toString());
    environment.put("SLIPWAY_PORT_BASE", Integer.toString(freeBase()));
    environment.put("SLIPWAY_AWS", "emulator");
    LocalSettings settings = LocalSettings.read(environment);
    settings.home().create();
    return new SupervisedEmulator(settings);
  }

  private static int freeBase() {
    return IntStream.iterate(30_480, base -> base < 32_000, base -> base + 10)
        .filter(base -> PortOwner.isFree(base + 3))
        .findFirst()
        .orElseThrow();
  }

  URI address() {
    return URI.create(AwsEmulator.url(settings));
  }

  Supervisor supervisor(ProcessLimits limits) throws IOException {
    EmulatorToken token = EmulatorToken.of(settings.home());
    Progress progress =
        new Progress(
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    return new Supervisor(AwsEmulator.spec(settings, token, limits), place(), progress);
  }

  ProcessHandle process() {
    return place().recordOf(AwsEmulator.NAME).read().flatMap(r -> r.process().find()).orElseThrow();
  }

  /** A client that the fence lets pass. */
  <B extends AwsClientBuilder<B, C>, C> C client(B builder) throws IOException {
    return client(settings.home(), address(), builder);
  }

  static <B extends AwsClientBuilder<B, C>, C> C client(HomeDirectory home, URI address, B builder)
      throws IOException {
    return builder
        .endpointOverride(address)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    AwsEmulator.ACCOUNT, "test", EmulatorToken.of(home).value())))
        .build();
  }

  private Place place() {
    return new Place(settings.home().path(), settings.tools().python());
  }
}
