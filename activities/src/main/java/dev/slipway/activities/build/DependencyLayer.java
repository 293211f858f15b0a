package dev.slipway.activities.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.activities.files.Artifacts;
import dev.slipway.activities.files.Fingerprint;
import dev.slipway.activities.process.LineSink;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.PackageTerms;
import dev.slipway.workflows.temporal.Payloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The locked dependencies and Slipway's own runtime as a Lambda layer, built once for each lock and
 * target and then shared by every agent and redeploy. The runtime is the same for all of them: it
 * is compiled once, here, and deploying new code uploads only that code.
 */
final class DependencyLayer {
  /** Part of the key: raise it when the way a layer is built changes. */
  private static final String EDITION = "6";

  private static final String FILE = "layer.zip";

  private final Artifacts artifacts;
  private final LayerPackages packages;
  private final KnownLayers known;
  private final SortedMap<String, byte[]> runtime;
  private final PackageLimit limit;

  /**
   * Provides layers.
   *
   * @param known remembers what is built
   * @param runtime the files that go next to the packages, by path
   * @param limit what a package with the layer must not exceed
   */
  DependencyLayer(
      Artifacts artifacts,
      LayerPackages packages,
      KnownLayers known,
      SortedMap<String, byte[]> runtime,
      PackageLimit limit) {
    this.artifacts = artifacts;
    this.packages = packages;
    this.known = known;
    this.runtime = runtime;
    this.limit = limit;
  }

  /**
   * A layer in S3.
   *
   * @param unzippedBytes its size on Lambda
   * @param compiled whether it contains compiled modules
   * @param largest the largest packages, to be named when a function does not fit next to it
   */
  record Layer(
      ArtifactRef zip,
      long unzippedBytes,
      boolean compiled,
      List<InstalledPackages.Size> largest) {}

  /** The layer and whether it already existed. */
  record Provided(Layer layer, boolean reused) {}

  /**
   * Finds the layer, or builds and stores it.
   *
   * @param terms which packages may be proposed in place of one that does not load
   * @param functionBytes the size of the function itself, which counts towards the same limit
   */
  Provided provide(
      String region,
      BuildTarget target,
      ArtifactRef lock,
      PackageTerms terms,
      long functionBytes,
      Path directory,
      LineSink log)
      throws InterruptedException, IOException {
    String key = key(target.label(), lock); // the same lock names wheels of every Python
    String card = card(target, key);
    Optional<Layer> stored = stored(region, card);
    if (stored.isEmpty() && !packages.areCompiled(target)) {
      // Not in the place of a compiled one, which the next worker with that Python will build.
      key = key(target.label() + ", not compiled", lock);
      card = card(target, key);
      stored = stored(region, card);
    }
    if (stored.isPresent()) {
      requireRoom(stored.get().unzippedBytes() + functionBytes, stored.get().largest());
      return new Provided(stored.get(), true);
    }
    String text = new String(artifacts.read(region, lock), UTF_8);
    List<PackedPackage> packed = packages.of(target, text, terms, functionBytes, directory, log);
    PackedPackage.Sizes sizes = PackedPackage.sum(packed);
    boolean compiled = sizes.compiled() > 0 && !limit.exceededBy(sizes.all() + functionBytes);
    if (sizes.compiled() > 0 && !compiled) {
      log.line("slipway", "Compiled modules do not fit: the layer is shipped without them");
    }
    long bytes = compiled ? sizes.all() : sizes.plain();
    var largest = InstalledPackages.Size.largest(packed.stream().map(each -> each.size(compiled)));
    requireRoom(bytes + functionBytes, largest);
    Path zip = directory.resolve(FILE);
    LayerZip.write(packed, compiled, zip);
    log.line("slipway", "Packed into %d bytes; storing the layer".formatted(Files.size(zip)));
    String sha256 = known.read(zip).orElseThrow().sha256();
    // Others may build it at the same time; what each has stored stays unchanged.
    String place =
        ArtifactKeys.layer(
            target.runtime(), target.architecture(), key + "-" + sha256.substring(0, 12));
    ArtifactRef ref = artifacts.put(region, place, zip, sha256);
    var layer = new Layer(ref, bytes, compiled, largest);
    // Stored last: a layer with a card is complete.
    artifacts.put(region, card, Payloads.mapper().writeValueAsBytes(layer));
    return new Provided(layer, false);
  }

  private String key(String purpose, ArtifactRef lock) {
    return new Fingerprint()
        .add(EDITION)
        .add(LayerPackages.EDITION)
        .add(purpose)
        .add(lock.sha256())
        .add(Fingerprint.of(runtime))
        .hex();
  }

  private static String card(BuildTarget target, String key) {
    return ArtifactKeys.layer(target.runtime(), target.architecture(), key, "layer.json");
  }

  /** The layer's file, if it was built in this folder. */
  static Optional<Path> builtIn(Path directory) {
    return Optional.of(directory.resolve(FILE)).filter(Files::exists);
  }

  private Optional<Layer> stored(String region, String card) throws IOException {
    Optional<ArtifactRef> ref = artifacts.find(region, card);
    if (ref.isEmpty()) {
      return Optional.empty();
    }
    Layer layer = Payloads.mapper().readValue(artifacts.read(region, ref.get()), Layer.class);
    // Large objects may have been cleared from the bucket.
    return artifacts.find(region, layer.zip().key()).filter(layer.zip()::equals).map(zip -> layer);
  }

  private void requireRoom(long bytes, List<InstalledPackages.Size> largest) {
    if (limit.exceededBy(bytes)) {
      throw limit.failure(bytes, largest);
    }
  }
}
