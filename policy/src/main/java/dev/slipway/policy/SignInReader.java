package dev.slipway.policy;

import dev.slipway.policy.Issuer.PageClient;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the identity providers in a policy file. */
final class SignInReader {
  /**
   * What an issuer may sign with. All of these are asymmetric: with a shared key, or without a
   * signature, whoever can check a token could also make one.
   */
  private static final List<String> ALGORITHMS =
      List.of("RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512");

  private static final List<String> USUAL_ALGORITHMS = List.of("RS256", "ES256", "PS256");

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private final Faults faults;
  private final Path folder;
  private final Set<String> names = new LinkedHashSet<>();

  /**
   * Creates the reader.
   *
   * @param folder what paths in the file are relative to
   */
  SignInReader(Faults faults, Path folder) {
    this.faults = faults;
    this.folder = folder;
  }

  List<Issuer> read(List<Node> nodes) {
    var issuers = new ArrayList<Issuer>();
    nodes.forEach(node -> issuer(node).ifPresent(issuers::add));
    return issuers;
  }

  /** The issuers as the file spells them, also those with something wrong. */
  Set<String> names() {
    return names;
  }

  private Optional<Issuer> issuer(Node node) {
    var issuer =
        new YamlMap(
            faults,
            node,
            "an identity provider",
            Set.of("issuer", "audience", "algorithms", "name", "groups", "page"));
    Optional<URI> address = address(issuer);
    String audience = issuer.requireText("audience");
    List<String> algorithms = algorithms(issuer);
    String name = claim(issuer, "name");
    String groups = claim(issuer, "groups");
    @Nullable PageClient page =
        issuer.map("page", Set.of("client_id", "client_secret_file")).map(this::page).orElse(null);
    return address.map(uri -> new Issuer(uri, audience, algorithms, name, groups, page));
  }

  private Optional<URI> address(YamlMap issuer) {
    String text = issuer.requireText("issuer");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!names.add(text)) {
      faults.add(
          issuer.at("issuer"),
          "issuer: '%s' is there twice (expected: each identity provider once)".formatted(text));
    }
    Optional<URI> address = parsed(text).filter(SignInReader::isIssuer);
    if (address.isEmpty()) {
      faults.add(
          issuer.at("issuer"),
          "issuer: '%s' (expected: an https address without query or fragment)".formatted(text));
    }
    return address;
  }

  private static Optional<URI> parsed(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isIssuer(URI uri) {
    boolean safe =
        "https".equals(uri.getScheme())
            || ("http".equals(uri.getScheme())
                && uri.getHost() != null
                && LOOPBACK.contains(uri.getHost()));
    return safe
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null;
  }

  private List<String> algorithms(YamlMap issuer) {
    if (!issuer.has("algorithms")) {
      return USUAL_ALGORITHMS;
    }
    List<String> algorithms = issuer.texts("algorithms");
    List<String> unknown =
        algorithms.stream().filter(algorithm -> !ALGORITHMS.contains(algorithm)).toList();
    if (algorithms.isEmpty() || !unknown.isEmpty()) {
      faults.add(
          issuer.at("algorithms"),
          "algorithms: %s (expected: %s)"
              .formatted(
                  unknown.isEmpty() ? "nothing" : "'" + String.join("', '", unknown) + "'",
                  String.join(", ", ALGORITHMS)));
    }
    return algorithms;
  }

  /** The name of a claim; by default it has the name of what it is for. */
  private static String claim(YamlMap issuer, String what) {
    return issuer.has(what) ? issuer.requireText(what) : what;
  }

  private PageClient page(YamlMap page) {
    String clientId = page.requireText("client_id");
    @Nullable Path secretFile =
        page.has("client_secret_file")
            ? folder.resolve(page.requireText("client_secret_file")).normalize()
            : null;
    return new PageClient(clientId, secretFile);
  }
}
