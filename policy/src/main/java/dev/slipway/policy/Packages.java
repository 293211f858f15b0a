package dev.slipway.policy;

import dev.slipway.api.Durations;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which packages a build may take.
 *
 * @param indexes addresses of the only package indexes that it may ask; any when empty
 * @param coolDown how long a release must have been out; absent for no time
 */
public record Packages(List<URI> indexes, @Nullable Duration coolDown) {
  public Packages {
    indexes = List.copyOf(indexes);
  }

  /** What is expected, in words. */
  public String expected() {
    var parts = new ArrayList<String>();
    if (!indexes.isEmpty()) {
      parts.add("only from " + String.join(", ", indexes.stream().map(URI::toString).toList()));
    }
    if (coolDown != null) {
      parts.add("released at least %s ago".formatted(Durations.write(coolDown)));
    }
    return String.join("; ", parts);
  }
}
