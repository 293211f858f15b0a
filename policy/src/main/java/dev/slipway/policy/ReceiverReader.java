package dev.slipway.policy;

import dev.slipway.api.NoticeType;
import dev.slipway.policy.Receiver.Form;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the file with the receivers of notices, or says everything that is wrong with it. */
public final class ReceiverReader {
  /** It is a label of metrics, and what logs and histories call the receiver. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  /** Each gets its own calls for each notice. */
  private static final int MOST = 20;

  private static final Set<String> PARTS =
      Set.of(
          "name",
          "url",
          "url_file",
          "form",
          "secret_file",
          "events",
          "agents",
          "projects",
          "allow_private");

  private final Faults faults = new Faults();
  private final Path folder;

  private ReceiverReader(Path folder) {
    this.folder = folder;
  }

  /**
   * What a file says. Paths in it are relative to its folder; they need not exist.
   *
   * @throws IOException if it can't be read
   */
  public static List<Receiver> read(Path file) throws IOException, InvalidPolicy {
    var reader = new ReceiverReader(file.toAbsolutePath().resolveSibling(""));
    List<Receiver> receivers = reader.receivers(Files.readString(file));
    if (!reader.faults.all().isEmpty()) {
      throw new InvalidPolicy(file.getFileName().toString(), reader.faults.all());
    }
    return receivers;
  }

  private List<Receiver> receivers(String text) {
    List<Node> nodes =
        YamlMap.root(faults, text)
            .map(root -> new YamlMap(faults, root, "the file", Set.of("receivers")))
            .map(file -> file.list("receivers"))
            .orElse(List.of());
    if (faults.all().isEmpty() && (nodes.isEmpty() || nodes.size() > MOST)) {
      faults.add(1, "receivers: %d (expected: 1 to %d)".formatted(nodes.size(), MOST));
    }
    var names = new HashSet<String>();
    var receivers = new ArrayList<Receiver>();
    for (Node node : nodes) {
      Receiver receiver = receiver(new YamlMap(faults, node, "a receiver", PARTS));
      if (!names.add(receiver.name())) {
        faults.add(
            node,
            "name: '%s' is there twice (expected: one receiver of each name)"
                .formatted(receiver.name()));
      }
      receivers.add(receiver);
    }
    return receivers;
  }

  private Receiver receiver(YamlMap receiver) {
    boolean allowPrivate = receiver.flag("allow_private").orElse(false);
    Form form = form(receiver);
    if (receiver.has("url") == receiver.has("url_file")) {
      faults.add(receiver.at("url"), "url: expected either url or url_file");
    }
    if (form == Form.CLOUDEVENT && !receiver.has("secret_file")) {
      faults.add(
          receiver.at("name"), "secret_file: missing (expected: the file with its signing key)");
    }
    return new Receiver(
        name(receiver),
        receiver.text("url").flatMap(url -> url(receiver, url, allowPrivate)).orElse(null),
        path(receiver, "url_file"),
        form,
        path(receiver, "secret_file"),
        events(receiver),
        receiver.texts("agents"),
        receiver.texts("projects"),
        allowPrivate);
  }

  private String name(YamlMap receiver) {
    String name = receiver.requireText("name");
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      faults.add(
          receiver.at("name"),
          "name: '%s' (expected: lower-case letters, digits and '-', 40 at most)".formatted(name));
    }
    return name;
  }

  private Optional<URI> url(YamlMap receiver, String text, boolean allowPrivate) {
    try {
      return Optional.of(address(text, allowPrivate));
    } catch (IllegalArgumentException e) {
      faults.add(receiver.at("url"), "url: " + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The address that a text names. What it says of a wrong one does not repeat it, since it may be
   * a secret.
   *
   * @throws IllegalArgumentException if notices can't be sent there
   */
  public static URI address(String text, boolean allowPrivate) {
    URI url;
    try {
      url = new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no address (expected: https://host/path)", e);
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(allowPrivate && scheme.equals("http"))) {
      throw new IllegalArgumentException(
          "'%s:' (expected: https, or http to a private address with allow_private)"
              .formatted(scheme));
    }
    if (url.getHost() == null) {
      throw new IllegalArgumentException("no host (expected: https://host/path)");
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "has a user, a password or a fragment (expected: https://host/path)");
    }
    return url;
  }

  private Form form(YamlMap receiver) {
    String text = receiver.text("form").orElse("cloudevent");
    return switch (text) {
      case "cloudevent" -> Form.CLOUDEVENT;
      case "slack" -> Form.SLACK;
      default -> {
        faults.add(
            receiver.at("form"), "form: '%s' (expected: cloudevent or slack)".formatted(text));
        yield Form.CLOUDEVENT;
      }
    };
  }

  private Set<NoticeType> events(YamlMap receiver) {
    var known =
        NoticeType.known().stream()
            .collect(
                Collectors.toMap(NoticeType::wireName, type -> type, (a, _) -> a, TreeMap::new));
    return receiver.texts("events", known::containsKey, String.join(", ", known.keySet())).stream()
        .map(NoticeType::of)
        .collect(Collectors.toSet());
  }

  private @Nullable Path path(YamlMap receiver, String name) {
    return receiver.text(name).map(folder::resolve).orElse(null);
  }
}
