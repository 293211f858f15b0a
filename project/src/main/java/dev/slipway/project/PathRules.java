package dev.slipway.project;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which paths a folder may have: those that mean the same to every system and lead into it. */
final class PathRules {
  /** What stands for characters that the machine's encoding lacks. */
  private static final int UNREADABLE = 0xFFFD;

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");
  private static final Pattern SECRETS =
      Pattern.compile("\\.env(rc|[._-].*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern CACHES =
      Pattern.compile("(^|.*/)(__pycache__/.*|[^/]*\\.py[co]|\\.DS_Store)|__MACOSX/.*");

  private static final String ONLY_INSIDE = "a path inside the folder, such as prompts/rules.md";

  private PathRules() {}

  /** The path of an entry; empty if its bytes are none in UTF-8. */
  static Optional<String> decoded(ArchiveEntry entry) {
    byte[] stored = entry.name().getBytes(StandardCharsets.ISO_8859_1);
    try {
      String name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(stored)).toString();
      boolean plain = name.chars().allMatch(c -> c < 128);
      return plain || entry.hasUnicodeName() ? Optional.of(name) : Optional.empty();
    } catch (CharacterCodingException other) {
      return Optional.empty();
    }
  }

  /** The path with everything that is not printable escaped. */
  static String printable(String path) {
    var text = new StringBuilder();
    path.codePoints()
        .limit(ProjectLimits.PATH_LENGTH)
        .forEach(
            c -> {
              if (isPrintable(c)) {
                text.appendCodePoint(c);
              } else {
                text.append("\\u%04x".formatted(c));
              }
            });
    return text.toString();
  }

  /** Whether tools left it there: nothing of it is code, and it differs from machine to machine. */
  static boolean isLeftOut(String path) {
    return CACHES.matcher(path).matches();
  }

  /** Whether a file of that name holds keys by convention. */
  static boolean isSecret(String name) {
    return SECRETS.matcher(name).matches();
  }

  /** What is wrong with a path, if anything; the first is enough. */
  static Optional<Refusal> refusal(String path) {
    String shown = printable(path);
    if (path.isEmpty()) {
      return refused("empty_name", shown, "an entry without a name", ONLY_INSIDE);
    }
    if (!path.codePoints().allMatch(PathRules::isPrintable)) {
      return refused(
          "control_character",
          shown,
          "a control character, or one that could not be read, in a name",
          "letters, digits and marks");
    }
    if (path.indexOf('\\') >= 0) {
      return refused("backslash", shown, "a backslash in a name", "/ between folders");
    }
    if (path.startsWith("/") || DRIVE.matcher(path).matches()) {
      return refused("absolute_path", shown, "an absolute path", ONLY_INSIDE);
    }
    List<String> names = List.of(path.split("/", -1));
    if (names.contains("..") || names.contains(".") || names.contains("")) {
      return refused(
          "parent_path", shown, "a path with '.', '..' or nothing between its /", ONLY_INSIDE);
    }
    if (path.length() > ProjectLimits.PATH_LENGTH
        || names.stream().anyMatch(name -> name.length() > ProjectLimits.NAME_LENGTH)) {
      return refused(
          "name_too_long",
          shown,
          "a path of %d characters".formatted(path.length()),
          "at most %d, and %d for each name"
              .formatted(ProjectLimits.PATH_LENGTH, ProjectLimits.NAME_LENGTH));
    }
    return forbidden(names, shown);
  }

  private static Optional<Refusal> forbidden(List<String> names, String shown) {
    for (String name : names) {
      if (name.toLowerCase(Locale.ROOT).equals(".git")) {
        return refused(
            "git_folder", shown, "a part of a Git repository", "the files alone, without .git");
      }
      if (isSecret(name)) {
        return refused(
            "secrets_file", shown, "a file of secrets", "keys in api_keys, never in files");
      }
    }
    return names.getLast().equals("pyvenv.cfg")
        ? refused(
            "virtual_environment",
            shown,
            "a virtual environment",
            "requirements instead; the build installs them")
        : Optional.empty();
  }

  private static Optional<Refusal> refused(String code, String path, String got, String expected) {
    return Optional.of(
        new Refusal(code, path, "%s: %s (expected: %s)".formatted(path, got, expected), null));
  }

  private static boolean isPrintable(int c) {
    if (c == UNREADABLE) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
