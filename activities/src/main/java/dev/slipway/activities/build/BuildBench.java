package dev.slipway.activities.build;

import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.activities.files.Artifacts;
import dev.slipway.activities.files.Workplace;
import dev.slipway.activities.heartbeat.StepStoppedException;
import dev.slipway.activities.log.StepLog;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.artifacts.Continuation;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.steps.SamBuild;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the builds for all targets share: a scratch folder, the lock, the layer, where results go.
 */
final class BuildBench {
  /** Time for another worker to take the next attempt, which this one would be the first to do. */
  static final Duration ANOTHER_WORKER = Duration.ofSeconds(30);

  private final Artifacts artifacts;
  private final Workplace workplace;
  private final Function<SamBuild.Input, StepLog> logs;
  private final DependencyLock locks;
  private final DependencyLayer layers;
  private final PackageStore store;
  private final UvCache downloads;
  private final KnownLayers known = new KnownLayers();

  /**
   * A bench.
   *
   * @param logs opens the log of a step
   * @param limit what the target takes at most
   */
  BuildBench(
      Artifacts artifacts,
      BuildTools tools,
      TemplateBundle bundle,
      Workplace workplace,
      Clock clock,
      Function<SamBuild.Input, StepLog> logs,
      PackageLimit limit) {
    this.artifacts = artifacts;
    this.workplace = workplace;
    this.logs = logs;
    this.downloads = new UvCache(tools, UvCache.MAX_BYTES, clock);
    var resolved = new LockStore(tools.cache().resolve("locks"), LockStore.MOST, clock);
    this.locks = new DependencyLock(artifacts, tools, resolved, clock);
    this.store = new PackageStore(tools.cache().resolve("packages"), PackageStore.MAX_BYTES, clock);
    var packages = new LayerPackages(tools, locks, store, bundle.runtime(), limit);
    this.layers = new DependencyLayer(artifacts, packages, known, bundle.runtime(), limit);
  }

  /** What is done in the scratch folder. */
  @FunctionalInterface
  interface Work {
    SamBuild.Built build(Path directory, StepLog log) throws InterruptedException, IOException;
  }

  /** The lock and the layer that was built from it. */
  record Dependencies(ArtifactRef lock, DependencyLayer.Provided provided) {
    ArtifactRef layer() {
      return provided.layer().zip();
    }

    /** With a package and the template of its stack. */
    SamBuild.Built with(ArtifactRef template, ArtifactRef code, long codeBytes) {
      return new SamBuild.Built(
          template,
          lock,
          layer(),
          provided.reused(),
          code,
          provided.layer().unzippedBytes() + codeBytes);
    }
  }

  SamBuild.Built work(SamBuild.Input input, Work work) {
    try (var log = logs.apply(input);
        var scratch = workplace.scratch("build")) {
      return work.build(scratch.directory(), log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepStoppedException(e);
    } catch (IOException | UncheckedIOException e) {
      throw Failure.of(
              FailureType.TOOL_FAILED,
              "The worker's disk could not be used: %s".formatted(e.getMessage()))
          .toExceptionAfter(ANOTHER_WORKER, e);
    }
  }

  byte[] source(SamBuild.Input input) {
    return artifacts.read(input.agent().region(), input.bundle());
  }

  /**
   * The layer, read by this worker: as it was just built or last read, else as this worker kept it
   * on its disk, else from S3.
   */
  KnownLayer layer(SamBuild.Input input, Dependencies dependencies, Path directory)
      throws IOException {
    ArtifactRef layer = dependencies.layer();
    String name = "layer-" + layer.sha256();
    Optional<Path> built = DependencyLayer.builtIn(directory);
    if (built.isPresent()) {
      keep(name, layer, built.get());
    }
    Optional<KnownLayer> near = near(name, layer, directory);
    if (near.isPresent()) {
      return near.get();
    }
    Path fetched = directory.resolve("fetched.zip");
    artifacts.download(input.agent().region(), layer, fetched);
    keep(name, layer, fetched);
    return read(fetched, layer)
        .orElseThrow(() -> new IOException(layer.uri() + ": not a layer of Slipway's"));
  }

  private Optional<KnownLayer> near(String name, ArtifactRef layer, Path directory) {
    Optional<KnownLayer> remembered = known.find(layer.sha256());
    if (remembered.isPresent()) {
      return remembered;
    }
    Optional<Path> kept = store.unchecked(name, directory);
    try {
      return kept.isPresent() ? read(kept.get(), layer) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // not to be read from this disk; S3 has it
    }
  }

  /** Empty if the file is not that layer. */
  private Optional<KnownLayer> read(Path file, ArtifactRef layer) throws IOException {
    return known.read(file).filter(read -> read.sha256().equals(layer.sha256()));
  }

  private void keep(String name, ArtifactRef layer, Path file) {
    store.keep(name, new PackedPackage(name, file, PackedPackage.Sizes.NONE), layer.sha256());
    store.makeRoom();
  }

  /**
   * Locks, and finds or builds the layer.
   *
   * @param codeBytes the size of what goes beside it
   */
  Dependencies dependencies(
      SamBuild.Input input, BuildTarget target, long codeBytes, Path directory, StepLog log)
      throws InterruptedException, IOException {
    String region = input.agent().region();
    var wanted = new Wanted(input.requirements(), input.constraints(), input.packages());
    downloads.makeRoom(directory, log::line);
    ArtifactRef lock = locks.lock(region, target, wanted, directory, log::line);
    return new Dependencies(
        lock,
        layers.provide(region, target, lock, input.packages(), codeBytes, directory, log::line));
  }

  /** Stores what begins as this deployment's layer does. */
  ArtifactRef put(SamBuild.Input input, String name, Continuation parts) throws IOException {
    return artifacts.put(input.agent().region(), key(input, name, parts.sha256()), parts);
  }

  /** Stores a file of this deployment. */
  ArtifactRef put(SamBuild.Input input, String name, Path file) throws IOException {
    String sha256 = Sha256.of(file);
    return artifacts.put(input.agent().region(), key(input, name, sha256), file, sha256);
  }

  ArtifactRef put(SamBuild.Input input, String name, byte[] content) {
    return artifacts.put(input.agent().region(), key(input, name, Sha256.of(content)), content);
  }

  private static String key(SamBuild.Input input, String name, String sha256) {
    return ArtifactKeys.deployed(input.agent().stackName(), input.deploymentId(), name, sha256);
  }
}
