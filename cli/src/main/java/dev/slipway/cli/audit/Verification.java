package dev.slipway.cli.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Verifies a folder of bundles, and the objects next to them, without any server. */
public final class Verification {
  /** The file next to a chain that records its end. */
  static final String HEAD = "head.json";

  /** The folder of artifacts and logs, each named by its hash. */
  static final String OBJECTS = "objects";

  /** Fifty bundles with their logs are two thousand files. */
  private static final int MAX_FILES = 200_000;

  private final Path directory;
  private final List<Break> broken = new ArrayList<>();
  private final Map<String, List<Bundle>> chains = new TreeMap<>();
  private final Map<String, Head> heads = new TreeMap<>();
  private final List<Path> objects = new ArrayList<>();

  private Verification(Path directory) {
    this.directory = directory;
  }

  /**
   * Verifies everything below the folder.
   *
   * @param head the hash that the newest bundle must have, known from elsewhere; without it only
   *     what is in the folder proves the end of a chain
   */
  public static Verdict of(Path directory, @Nullable String head) throws IOException {
    var verification = new Verification(directory);
    verification.readAll();
    return verification.verdict(head);
  }

  private void readAll() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.filter(Files::isRegularFile).limit(MAX_FILES).sorted().toList();
    }
    for (Path file : files) {
      if (folder(file).equals(OBJECTS)) {
        objects.add(file);
      } else if (file.endsWith(HEAD)) {
        readHead(file);
      } else if (file.toString().endsWith(".json")) {
        var bundle = Bundle.read(name(file), Files.readAllBytes(file), broken);
        if (bundle.hasPlace()) {
          chains.computeIfAbsent(bundle.agent(), _ -> new ArrayList<>()).add(bundle);
        }
      }
    }
  }

  private void readHead(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Head.parse(bytes)
        .ifPresentOrElse(
            head -> heads.put(head.agent(), head),
            () ->
                broken.add(
                    new Break(
                        name(file),
                        "its form",
                        "an agent, a sequence and a sha256, as export writes them",
                        new String(bytes, StandardCharsets.ISO_8859_1))));
  }

  private Verdict verdict(@Nullable String head) throws IOException {
    List<Verdict.Chain> found = new ArrayList<>();
    for (Map.Entry<String, List<Bundle>> chain : chains.entrySet()) {
      List<Bundle> bundles = chain.getValue();
      bundles.sort(Comparator.comparingLong(Bundle::sequence));
      follow(bundles);
      Bundle last = bundles.getLast();
      Head written = heads.remove(chain.getKey());
      if (written != null) {
        expectHead(last, written.sha256(), "the end of its chain by " + HEAD);
        expectSequence(last, written.sequence());
      }
      expectHead(last, head, "the end of its chain by --head");
      found.add(new Verdict.Chain(chain.getKey(), bundles.size(), last.sha256()));
    }
    heads.forEach(
        (agent, end) ->
            broken.add(
                new Break(HEAD, "the chain of " + agent, "a bundle " + end.sha256(), "none")));
    if (head != null && found.isEmpty()) {
      broken.add(new Break(directory.toString(), "its bundles", "one with hash " + head, "none"));
    }
    int elsewhere = checkObjects();
    return new Verdict(found, objects.size(), elsewhere, List.copyOf(broken));
  }

  private void follow(List<Bundle> bundles) {
    long expected = 1;
    String previous = "";
    for (Bundle bundle : bundles) {
      if (bundle.sequence() != expected) {
        broken.add(
            new Break(
                bundle.file(),
                "its place in the chain of " + bundle.agent(),
                String.valueOf(expected),
                String.valueOf(bundle.sequence())));
      } else if (!bundle.previous().equals(previous)) {
        broken.add(
            new Break(
                bundle.file(),
                "the hash of the previous bundle",
                previous.isEmpty() ? "none" : previous,
                bundle.previous().isEmpty() ? "none" : bundle.previous()));
      }
      expected = bundle.sequence() + 1;
      previous = bundle.sha256();
    }
  }

  private void expectHead(Bundle last, @Nullable String expected, String what) {
    if (expected != null && !expected.equals(last.sha256())) {
      broken.add(new Break(last.file(), what, expected, last.sha256()));
    }
  }

  private void expectSequence(Bundle last, long expected) {
    if (last.sequence() != expected) {
      broken.add(
          new Break(
              last.file(),
              "the length of its chain by " + HEAD,
              String.valueOf(expected),
              String.valueOf(last.sequence())));
    }
  }

  /** Returns how many objects are referenced but not here. */
  private int checkObjects() throws IOException {
    Set<String> wanted = new HashSet<>();
    chains.values().forEach(all -> all.forEach(bundle -> wanted.addAll(bundle.references())));
    for (Path object : objects) {
      String name = String.valueOf(object.getFileName());
      String hash = Hash.of(object);
      if (!hash.equals(name)) {
        broken.add(new Break(name(object), "the hash of its content", name, hash));
      } else if (!wanted.contains(name)) {
        broken.add(new Break(name(object), "its owner", "a bundle that refers to it", "none"));
      }
      wanted.remove(name);
    }
    return wanted.size();
  }

  /** The name of the folder that a file is in; empty for the one that is verified. */
  private String folder(Path file) {
    Path relative = directory.relativize(file);
    int depth = relative.getNameCount();
    return depth == 1 ? "" : relative.getName(depth - 2).toString();
  }

  private String name(Path file) {
    return directory.relativize(file).toString();
  }
}
