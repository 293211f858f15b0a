package dev.slipway.activities.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.activities.files.Artifacts;
import dev.slipway.activities.files.Fingerprint;
import dev.slipway.activities.process.LineSink;
import dev.slipway.activities.process.ProcessResult;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.PackageTerms;
import dev.slipway.workflows.temporal.Payloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Exact versions and hashes of everything an agent needs, for one target.
 *
 * <p>The same requirements get the same lock for a day, on whichever worker; after that the index
 * is queried again, because it changes.
 */
final class DependencyLock {
  /** Long enough for a day's redeploys, short enough to take in a security fix by tomorrow. */
  static final Duration FRESH = Duration.ofHours(24);

  /** How far the clocks of two workers may be apart. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** Part of the key: raise it when the options of the lock change. */
  private static final String EDITION = "1";

  private static final String LOCK_FILE = "requirements.txt";

  private final Artifacts artifacts;
  private final BuildTools tools;
  private final LockStore store;
  private final Clock clock;

  /**
   * Provides locks.
   *
   * @param store those that this worker resolved
   */
  DependencyLock(Artifacts artifacts, BuildTools tools, LockStore store, Clock clock) {
    this.artifacts = artifacts;
    this.tools = tools;
    this.store = store;
    this.clock = clock;
  }

  /** The lock for a set of requirements, and when it was resolved. */
  record Answer(ArtifactRef lock, Instant lockedAt) {}

  /**
   * Finds the lock in the bucket or on this worker's disk, or creates it with uv; fails with
   * DependencyUnresolvable.
   */
  ArtifactRef lock(String region, BuildTarget target, Wanted wanted, Path directory, LineSink log)
      throws InterruptedException, IOException {
    requireAllowed(wanted.terms());
    String question = question(target, wanted);
    String key = ArtifactKeys.layer(target.runtime(), target.architecture(), question, "json");
    // First the bucket, which gives every worker the same answer.
    Optional<Answer> known = known(region, key);
    if (known.isPresent()) {
      log.line("slipway", lockedOn(known.get().lockedAt(), ""));
      return known.get().lock();
    }
    LockStore.Resolved resolved = resolved(question, target, wanted, directory, log);
    byte[] text = resolved.text().getBytes(UTF_8);
    String name = new Fingerprint().add(text).hex();
    ArtifactRef lock =
        artifacts.put(
            region,
            ArtifactKeys.layer(target.runtime(), target.architecture(), name, "lock"),
            text);
    // With the time of its resolution: it gets no younger by being stored in another bucket.
    artifacts.put(
        region, key, Payloads.mapper().writeValueAsBytes(new Answer(lock, resolved.at())));
    return lock;
  }

  /** As this worker resolved it for another bucket within a day, else resolved now. */
  private LockStore.Resolved resolved(
      String question, BuildTarget target, Wanted wanted, Path directory, LineSink log)
      throws InterruptedException, IOException {
    String here = new Fingerprint().add(question).add(tools.indexes().fingerprint()).hex();
    Optional<LockStore.Resolved> kept = store.find(here);
    if (kept.isPresent()) {
      log.line("slipway", lockedOn(kept.get().at(), " for another bucket"));
      return kept.get();
    }
    Instant asked = clock.instant();
    var resolved = new LockStore.Resolved(compile(target, wanted, directory, log), asked);
    store.keep(here, resolved);
    return resolved;
  }

  private static String lockedOn(Instant instant, String where) {
    return "Locked on %s%s; resolved again after %d h".formatted(instant, where, FRESH.toHours());
  }

  private Optional<Answer> known(String region, String key) throws IOException {
    Optional<ArtifactRef> stored = artifacts.find(region, key);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    Answer answer = Payloads.mapper().readValue(artifacts.read(region, stored.get()), Answer.class);
    return isFresh(answer.lockedAt(), clock.instant()) ? Optional.of(answer) : Optional.empty();
  }

  /** Also not from a clock that is ahead, which would answer for longer. */
  private static boolean isFresh(Instant lockedAt, Instant now) {
    return lockedAt.plus(FRESH).isAfter(now) && !lockedAt.isAfter(now.plus(SKEW));
  }

  /** Resolves what would be locked for other requirements; nothing is stored. */
  WorkingVersion.Resolver resolver(Wanted like, Path directory) {
    return (requirements, target) -> whatIf(target, like.insteadOf(requirements), directory);
  }

  private Optional<String> whatIf(BuildTarget target, Wanted wanted, Path directory)
      throws InterruptedException, IOException {
    Path own = Files.createTempDirectory(directory, "what-if-");
    return resolve(target, wanted, own, LineSink.NONE).succeeded()
        ? Optional.of(Files.readString(own.resolve(LOCK_FILE)))
        : Optional.empty();
  }

  /** Packages of another index would be strangers, whatever they are called. */
  private void requireAllowed(PackageTerms terms) {
    tools
        .indexes()
        .refusal(terms)
        .ifPresent(
            refusal -> {
              throw Failure.of(FailureType.INDEX_NOT_ALLOWED, refusal).toException();
            });
  }

  private String compile(BuildTarget target, Wanted wanted, Path directory, LineSink log)
      throws InterruptedException, IOException {
    ProcessResult result = resolve(target, wanted, directory, log);
    PackageTerms.CoolDown rule = wanted.terms().coolDown();
    Optional<String> withNewer =
        rule == null ? Optional.empty() : whatIf(target, wanted.ofAnyAge(), directory);
    if (!result.succeeded()) {
      if (rule != null && withNewer.isPresent()) {
        List<String> blamed = UvRefusal.blamed(result.errors(), wanted.requirements());
        throw CoolDown.failure(rule, target, blamed, withNewer.get()).toException();
      }
      var working = new WorkingVersion(resolver(wanted, directory), target);
      throw UvRefusal.explain(result, wanted.requirements(), target, working);
    }
    Path lock = directory.resolve(LOCK_FILE);
    if (rule != null && withNewer.isPresent()) {
      CoolDown.log(rule, Files.readString(lock), withNewer.get(), log);
    }
    return Files.readString(lock);
  }

  private ProcessResult resolve(BuildTarget target, Wanted wanted, Path directory, LineSink log)
      throws InterruptedException, IOException {
    Files.write(directory.resolve("requirements.in"), wanted.requirements());
    Files.write(directory.resolve("constraints.txt"), wanted.constraints());
    var arguments = new ArrayList<>(List.of("pip", "compile", "requirements.in"));
    arguments.addAll(target.uvOptions());
    arguments.addAll(tools.pythonOptions(target));
    arguments.addAll(CoolDown.options(wanted.terms(), clock.instant()));
    if (!wanted.terms().indexes().isEmpty()) {
      arguments.add("--no-config"); // A file of the worker could name other indexes.
    }
    arguments.addAll(
        List.of(
            "--constraint",
            "constraints.txt",
            "--generate-hashes",
            "--no-header",
            "--no-annotate",
            "--quiet",
            "--output-file",
            LOCK_FILE));
    // With --quiet uv prints the lock to standard output too, which does not belong in the log.
    return tools.uv(
        directory,
        (stream, line) -> {
          if (stream.equals("stderr")) {
            log.line(stream, line);
          }
        },
        arguments);
  }

  private static String question(BuildTarget target, Wanted wanted) {
    var question = new Fingerprint().add(EDITION);
    target.uvOptions().forEach(question::add);
    question.add("requirements");
    wanted.requirements().stream().sorted().forEach(question::add);
    question.add("constraints");
    wanted.constraints().stream().sorted().forEach(question::add);
    if (!wanted.terms().equals(PackageTerms.NONE)) {
      question.add("terms").add(wanted.terms().toString());
    }
    return question.hex();
  }
}
