package dev.slipway.activities.tools;

import dev.slipway.activities.files.Fingerprint;
import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.workflows.model.PackageTerms;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where this worker's uv looks for packages, as its variables say. */
public final class PackageIndexes {
  private static final String PYPI = "https://pypi.org/simple";

  /** In the order in which uv prefers them. */
  private static final List<String> MAIN = List.of("UV_DEFAULT_INDEX", "UV_INDEX_URL");

  private static final List<String> MORE =
      List.of("UV_INDEX", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS");

  /** They have uv ask indexes that only uv knows. */
  private static final List<String> UNKNOWABLE = List.of("UV_CONFIG_FILE", "UV_TORCH_BACKEND");

  /** They have uv choose other versions of what the same indexes have. */
  private static final List<String> CHOICES =
      List.of(
          "UV_CONSTRAINT",
          "UV_EXCLUDE_NEWER",
          "UV_INDEX_STRATEGY",
          "UV_OVERRIDE",
          "UV_PRERELEASE",
          "UV_RESOLUTION");

  private final Map<String, String> variables;

  /** The indexes of a program that is given these variables. */
  public PackageIndexes(ChildEnvironment environment) {
    this.variables = environment.packageIndex();
  }

  /**
   * What a rule does not allow, in words; empty if this worker asks only what all of them allow.
   */
  public Optional<String> refusal(@Nullable PackageTerms terms) {
    return terms == null
        ? Optional.empty()
        : terms.indexes().stream().flatMap(rule -> refusal(rule).stream()).findFirst();
  }

  /**
   * Differs between workers that ask other indexes, or choose otherwise from the same; no password
   * is in it.
   */
  public String fingerprint() {
    var fingerprint = new Fingerprint();
    sources().forEach(fingerprint::add);
    CHOICES.forEach(name -> fingerprint.add(name + "=" + value(name)));
    return fingerprint.hex();
  }

  private Optional<String> refusal(PackageTerms.Indexes rule) {
    List<String> allowed = rule.allowed().stream().map(PackageIndexes::plain).toList();
    return sources()
        .filter(source -> !allowed.contains(source))
        .findFirst()
        .map(
            source ->
                "package index: %s (expected: %s, by %s)"
                    .formatted(source, String.join(" or ", rule.allowed()), rule.rule()));
  }

  private Stream<String> sources() {
    String main =
        MAIN.stream().map(this::value).filter(text -> !text.isEmpty()).findFirst().orElse(PYPI);
    Stream<String> addresses =
        Stream.concat(
                Stream.of(main),
                MORE.stream().map(this::value).flatMap(text -> Stream.of(text.split("[\\s,]+"))))
            .filter(text -> !text.isEmpty())
            .map(PackageIndexes::plain);
    return Stream.concat(addresses, UNKNOWABLE.stream().filter(name -> !value(name).isEmpty()));
  }

  private String value(String name) {
    return variables.getOrDefault(name, "").strip();
  }

  /** Without the name that uv calls it by, without a password, and as it is compared. */
  private static String plain(String index) {
    String address = index.replaceFirst("^[A-Za-z0-9._-]+=", "");
    try {
      URI parts = new URI(address);
      if (parts.getHost() == null) {
        return address;
      }
      return "%s://%s%s%s"
          .formatted(
              parts.getScheme().toLowerCase(Locale.ROOT),
              parts.getHost().toLowerCase(Locale.ROOT),
              parts.getPort() < 0 ? "" : ":" + parts.getPort(),
              parts.getPath().replaceAll("/+$", ""));
    } catch (URISyntaxException unreadable) {
      return "one that is not an address"; // It may hold a password.
    }
  }
}
