package dev.slipway.activities.build;

import dev.slipway.storage.artifacts.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * A layer's zip after it was read once: all that a zip needs that continues it.
 *
 * @param sha256 of the whole zip
 * @param listing what is in it
 * @param begins the hash of everything before the listing; to be continued in a copy
 */
record KnownLayer(String sha256, ZipListing listing, MessageDigest begins) {
  private static final int BLOCK = 1 << 20;

  /** Reads a file; empty if it is no zip. */
  static Optional<KnownLayer> read(Path zip) throws IOException {
    Optional<ZipListing> listing;
    try (var channel = Files.newByteChannel(zip)) {
      listing = ZipListing.of(channel);
    }
    if (listing.isEmpty()) {
      return Optional.empty();
    }
    MessageDigest hash = Sha256.digest();
    try (var from = Files.newInputStream(zip)) {
      add(from, listing.get().start(), hash);
      MessageDigest begins = copyOf(hash);
      add(from, Files.size(zip) - listing.get().start(), hash);
      return Optional.of(new KnownLayer(Sha256.hex(hash), listing.get(), begins));
    }
  }

  /** The hash of everything before the listing. */
  String beginsSha256() {
    return Sha256.hex(copyOf(begins));
  }

  /** The hash of that, followed by more. */
  String continuedSha256(byte[] rest) {
    MessageDigest hash = copyOf(begins);
    hash.update(rest);
    return Sha256.hex(hash);
  }

  private static void add(InputStream from, long length, MessageDigest hash) throws IOException {
    var block = new byte[BLOCK];
    for (long left = length; left > 0; ) {
      int read = from.read(block, 0, (int) Math.min(left, BLOCK));
      if (read < 0) {
        throw new EOFException("layer: it became shorter");
      }
      hash.update(block, 0, read);
      left -= read;
    }
  }

  private static MessageDigest copyOf(MessageDigest hash) {
    try {
      return (MessageDigest) hash.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256: not to be copied (expected: Java's own)", e);
    }
  }
}
