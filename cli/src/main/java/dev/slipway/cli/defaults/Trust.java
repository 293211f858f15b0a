package dev.slipway.cli.defaults;

import dev.slipway.cli.request.UsageError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Set;

/** Whether a file's options are the caller's own: they decide what is sent and deployed. */
final class Trust {
  private Trust() {}

  /** Refuses a file that someone else owns or may write. */
  static void require(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return; // Windows: rights are those of the folder.
    }
    requireOwner(file, attributes(file, LinkOption.NOFOLLOW_LINKS));
    PosixFileAttributes attributes = attributes(file);
    requireOwner(file, attributes);
    Set<PosixFilePermission> rights = attributes.permissions();
    // A group of the owner's own, as many systems make for each user, is no one else.
    boolean isSharedGroup = !attributes.group().getName().equals(attributes.owner().getName());
    if (rights.contains(PosixFilePermission.OTHERS_WRITE)
        || (rights.contains(PosixFilePermission.GROUP_WRITE) && isSharedGroup)) {
      throw new UsageError(
          "%s: others may write it, so its options are not used (expected: chmod go-w)"
              .formatted(file));
    }
  }

  private static PosixFileAttributes attributes(Path file, LinkOption... links) throws IOException {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class, links).readAttributes();
  }

  private static void requireOwner(Path file, PosixFileAttributes attributes) throws IOException {
    if (!isOwn(file, attributes) && !isUser(file, attributes, "root")) {
      throw new UsageError(
          "%s belongs to %s, so its options are not used (expected: a file of your own)"
              .formatted(file, attributes.owner().getName()));
    }
  }

  /** By number, too: in a container the caller may have no name. */
  private static boolean isOwn(Path file, PosixFileAttributes attributes) throws IOException {
    if (isUser(file, attributes, System.getProperty("user.name"))) {
      return true;
    }
    Path self = Path.of("/proc/self");
    return Files.exists(self) && attributes.owner().equals(Files.getOwner(self));
  }

  private static boolean isUser(Path file, PosixFileAttributes attributes, String name)
      throws IOException {
    try {
      return attributes
          .owner()
          .equals(file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
    } catch (UserPrincipalNotFoundException e) {
      return false;
    }
  }
}
