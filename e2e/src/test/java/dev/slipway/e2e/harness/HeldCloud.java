package dev.slipway.e2e.harness;

import java.util.Map;

/** A stack whose AWS is the test's own emulator, behind a proxy that can hold requests. */
public class HeldCloud implements AutoCloseable {
  private final EmulatorProcess emulator;
  private final HoldingProxy proxy;
  private final Emulated world;
  private final LocalStack stack;

  public HeldCloud() {
    this(new EmulatorProcess());
  }

  private HeldCloud(EmulatorProcess emulator) {
    this(
        emulator,
        new Emulated(emulator.address()),
        new HoldingProxy(emulator.address()),
        "000000000000",
        "test");
  }

  /** A stack with another key, behind another proxy. */
  HeldCloud(
      EmulatorProcess emulator, Emulated world, HoldingProxy proxy, String keyId, String secret) {
    this.emulator = emulator;
    this.world = world;
    this.proxy = proxy;
    stack =
        new LocalStack(
                Map.of(
                    "SLIPWAY_AWS",
                    "real",
                    "AWS_ENDPOINT_URL",
                    proxy.address().toString(),
                    "AWS_ACCESS_KEY_ID",
                    keyId,
                    "AWS_SECRET_ACCESS_KEY",
                    secret,
                    "AWS_REGION",
                    "us-east-1"))
            .start();
  }

  public final HoldingProxy proxy() {
    return proxy;
  }

  public final EmulatorProcess emulator() {
    return emulator;
  }

  /** The account as its owner sees it, bypassing the proxy. */
  public final Emulated world() {
    return world;
  }

  public final LocalStack stack() {
    return stack;
  }

  public final Api api() {
    return stack.api();
  }

  @Override
  public void close() {
    proxy.close();
    stack.close();
    world.close();
    emulator.close();
  }
}
