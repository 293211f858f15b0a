package dev.slipway.project;

/** What a folder may be at most; far above an agent with its prompts and skills. */
public final class ProjectLimits {
  /** What travels in one request; the rest of the request is small. */
  public static final int ARCHIVE_BYTES = 16 << 20;

  /** All files together: Lambda's 250 MB are shared with the dependencies. */
  public static final int BYTES = 32 << 20;

  public static final int FILE_BYTES = 10 << 20;

  /** As for one file alone. */
  public static final int PYTHON_BYTES = 5 << 20;

  public static final int FILES = 2_000;

  /** A path below the function's own folder; tools on other systems stop at about 260. */
  static final int PATH_LENGTH = 200;

  static final int NAME_LENGTH = 100;

  /** Text shrinks to a tenth; what shrinks to a hundredth was made to fill a disk. */
  static final int RATIO = 100;

  /** A small file of one repeated character does no harm. */
  static final int HARMLESS_BYTES = 1 << 20;

  /** Enough to see the pattern. */
  static final int REFUSALS = 100;

  private ProjectLimits() {}
}
