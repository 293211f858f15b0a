package dev.slipway.e2e.harness;

import java.util.Map;

/** A stack whose AWS is an emulator of the test's own, reached through a proxy that can hold. */
public final class HeldCloud implements AutoCloseable {
  private final EmulatorProcess emulator = new EmulatorProcess();
  private final HoldingProxy proxy = new HoldingProxy(emulator.address());
  private final Emulated world = new Emulated(emulator.address());
  private final LocalStack stack =
      new LocalStack(
          Map.of(
              "SLIPWAY_AWS", "real",
              "AWS_ENDPOINT_URL", proxy.address().toString(),
              "AWS_ACCESS_KEY_ID", "000000000000",
              "AWS_SECRET_ACCESS_KEY", "test",
              "AWS_REGION", "us-east-1"));

  public HeldCloud() {
    stack.start();
  }

  public HoldingProxy proxy() {
    return proxy;
  }

  /** The account, seen past the proxy. */
  public Emulated world() {
    return world;
  }

  public LocalStack stack() {
    return stack;
  }

  public Api api() {
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
