package dev.slipway.activities.build;

import dev.slipway.activities.files.Fingerprint;
import dev.slipway.workflows.temporal.Payloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The locks that this worker resolved itself, on its disk, for another account, another region or a
 * bucket that was emptied. It is a cache: any problem with it leads to a new resolution.
 *
 * <p>Locks that were found in a bucket are not kept: whoever can write to one account's bucket must
 * not choose what is installed in another's.
 */
final class LockStore {
  /** Half a gigabyte at most with {@link #MAX_BYTES} each; usually one has some 100 KB. */
  static final int MOST = 100;

  /** Ten times the largest lock that fits into a layer. */
  static final int MAX_BYTES = 5_000_000;

  private static final String LOCK = ".json";

  private final CacheFolder folder;
  private final int most;
  private final Clock clock;

  /**
   * A store.
   *
   * @param most how many are kept; the oldest make room
   */
  LockStore(Path folder, int most, Clock clock) {
    this.folder = new CacheFolder(folder, clock);
    this.most = most;
    this.clock = clock;
  }

  /**
   * A lock and when it was resolved.
   *
   * @param text what uv wrote
   */
  record Resolved(String text, Instant at) {
    /**
     * Whether it still answers: neither a day old, nor from a clock that has since been set back.
     */
    boolean isFresh(Instant now) {
      return at.plus(DependencyLock.FRESH).isAfter(now) && !at.isAfter(now);
    }
  }

  /**
   * What is in a file.
   *
   * @param seal a hash of the question it answers and of all there is, so that a damaged file, or
   *     one by another's name, is not taken for an answer
   */
  private record Sealed(Resolved lock, String seal) {
    static Sealed of(String question, Resolved lock) {
      return new Sealed(lock, seal(question, lock));
    }

    boolean answers(String question) {
      return seal.equals(seal(question, lock));
    }

    private static String seal(String question, Resolved lock) {
      return new Fingerprint().add(question).add(lock.at().toString()).add(lock.text()).hex();
    }
  }

  /** The lock that answers a question, if this worker resolved it within a day. */
  Optional<Resolved> find(String question) {
    Path file = folder.file(question + LOCK);
    try {
      if (!Files.exists(file) || Files.size(file) > MAX_BYTES) {
        return Optional.empty();
      }
      var sealed = Payloads.mapper().readValue(file.toFile(), Sealed.class);
      return Optional.of(sealed)
          .filter(one -> one.answers(question))
          .map(Sealed::lock)
          .filter(lock -> lock.isFresh(clock.instant()));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // damaged on this disk; the next one is written over it
    }
  }

  /** Keeps a lock, in place of an earlier answer to the same question. */
  void keep(String question, Resolved lock) {
    try {
      byte[] content = Payloads.mapper().writeValueAsBytes(Sealed.of(question, lock));
      if (content.length > MAX_BYTES) {
        return;
      }
      folder.write(question + LOCK, content);
      makeRoom();
    } catch (IOException e) {
      // A full disk costs a later resolution, not this one.
    }
  }

  /** Deletes what no longer answers, the oldest if there are too many, and what a kill left. */
  private void makeRoom() throws IOException {
    List<CacheFolder.Entry> entries = folder.newestFirst();
    // Not before: what another build writes meanwhile would be from later than now.
    Instant now = clock.instant();
    int kept = 0;
    for (CacheFolder.Entry entry : entries) {
      boolean stays =
          entry.endsWith(LOCK)
              ? new Resolved("", entry.used()).isFresh(now) && ++kept <= most
              : !folder.abandoned(entry);
      if (!stays) {
        Files.deleteIfExists(entry.file());
      }
    }
  }
}
