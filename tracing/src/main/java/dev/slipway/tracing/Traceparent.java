package dev.slipway.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place in a trace, as the <a href="https://www.w3.org/TR/trace-context/">W3C</a> writes it. */
public final class Traceparent {
  /** The name of the header. */
  public static final String NAME = "traceparent";

  private static final W3CTraceContextPropagator FORMAT = W3CTraceContextPropagator.getInstance();

  private Traceparent() {}

  /** The place of a span; null if it is in no trace. */
  public static @Nullable String of(Span span) {
    Map<String, String> written = new HashMap<>();
    FORMAT.inject(Context.root().with(span), written, (to, name, value) -> put(to, name, value));
    return written.get(NAME);
  }

  private static void put(@Nullable Map<String, String> to, String name, String value) {
    if (to != null) {
      to.put(name, value);
    }
  }

  /** A context there; one in no trace if the text is none, or not of that form. */
  public static Context read(@Nullable String text) {
    return FORMAT.extract(Context.root(), text, Reading.ONE);
  }

  private enum Reading implements TextMapGetter<String> {
    ONE;

    @Override
    public Iterable<String> keys(String text) {
      return List.of(NAME);
    }

    @Override
    public @Nullable String get(@Nullable String text, String name) {
      return name.equals(NAME) ? text : null;
    }
  }
}
