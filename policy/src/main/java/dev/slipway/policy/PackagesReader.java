package dev.slipway.policy;

import dev.slipway.api.Durations;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which packages a build may take. */
final class PackagesReader {
  private static final String INDEXES = "indexes";
  private static final String COOL_DOWN = "cool_down";

  /** A year; more is a mistake, and would leave nothing that works on today's runtimes. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private final Faults faults;

  PackagesReader(Faults faults) {
    this.faults = faults;
  }

  Optional<Packages> read(YamlMap rule) {
    return rule.map("packages", Set.of(INDEXES, COOL_DOWN))
        .map(packages -> packages(rule, packages));
  }

  private Packages packages(YamlMap rule, YamlMap packages) {
    if (!packages.has(INDEXES) && !packages.has(COOL_DOWN)) {
      faults.add(
          rule.at("packages"), "packages: nothing (expected: indexes or cool_down, or both)");
    }
    return new Packages(indexes(packages), coolDown(packages));
  }

  private List<URI> indexes(YamlMap packages) {
    var indexes = new ArrayList<URI>();
    for (String text : packages.texts(INDEXES)) {
      index(text)
          .ifPresentOrElse(
              indexes::add,
              () ->
                  faults.add(
                      packages.at(INDEXES),
                      "indexes: '%s' (expected: an address such as https://pypi.org/simple, without a name or password)"
                          .formatted(text)));
    }
    // An empty list would read like "none" and mean "any".
    if (packages.has(INDEXES) && packages.list(INDEXES).isEmpty()) {
      faults.add(
          packages.at(INDEXES),
          "indexes: nothing (expected: at least one; left out, any may be used)");
    }
    return indexes;
  }

  private static Optional<URI> index(String text) {
    try {
      URI address = URI.create(text);
      boolean isIndex =
          Set.of("https", "http").contains(String.valueOf(address.getScheme()))
              && address.getHost() != null
              && address.getUserInfo() == null;
      return isIndex ? Optional.of(address) : Optional.empty();
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  private @Nullable Duration coolDown(YamlMap packages) {
    Optional<String> text = packages.text(COOL_DOWN);
    if (text.isEmpty()) {
      return null;
    }
    try {
      Duration time = Durations.read(COOL_DOWN, text.get());
      if (time.isPositive() && time.compareTo(LONGEST) <= 0) {
        return time;
      }
    } catch (IllegalArgumentException unreadable) {
      // Said below, as for one that is too long.
    }
    faults.add(
        packages.at(COOL_DOWN),
        "cool_down: '%s' (expected: 1s to 365d, such as 7d)".formatted(text.get()));
    return null;
  }
}
