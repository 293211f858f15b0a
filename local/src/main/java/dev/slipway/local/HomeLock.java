package dev.slipway.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One command at a time changes what runs; the system releases the lock of a killed one. */
record HomeLock(FileChannel channel) implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  /** The lock, or empty while another process holds it. */
  static Optional<HomeLock> take(HomeDirectory home) throws IOException {
    Path file = home.run().resolve("lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = tryLock(channel);
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new HomeLock(channel));
  }

  static Optional<HomeLock> take(HomeDirectory home, Duration timeout) throws IOException {
    Instant deadline = Instant.now().plus(timeout);
    Optional<HomeLock> lock = take(home);
    while (lock.isEmpty() && Instant.now().isBefore(deadline)) {
      LockSupport.parkNanos(POLL.toNanos());
      lock = take(home);
    }
    return lock;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisJvm) {
      return null;
    }
  }
}
