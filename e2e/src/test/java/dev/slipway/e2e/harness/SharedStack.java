package dev.slipway.e2e.harness;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * One stack for all tests of a JVM that leave it running, started once and stopped after the last.
 * Surefire runs each class on its own, so only the launcher's session lives as long as that.
 */
public final class SharedStack implements BeforeAllCallback {
  private static final Namespace NAMESPACE = Namespace.create(SharedStack.class);

  private @Nullable Shared shared;

  /** The stack with a view of its account. */
  private record Shared(LocalStack stack, Emulated world) implements AutoCloseable {
    static Shared start() {
      LocalStack stack = new LocalStack().start();
      return new Shared(stack, new Emulated(stack));
    }

    @Override
    public void close() {
      world.close();
      stack.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    TestLog.begin(context.getDisplayName());
    shared =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
            .computeIfAbsent(Shared.class, key -> Shared.start(), Shared.class);
  }

  public LocalStack stack() {
    return Objects.requireNonNull(shared).stack();
  }

  public Emulated world() {
    return Objects.requireNonNull(shared).world();
  }

  public Api api() {
    return stack().api();
  }

  public URI emulator() {
    return stack().emulator();
  }
}
