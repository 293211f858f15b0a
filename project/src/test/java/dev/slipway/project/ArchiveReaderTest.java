package dev.slipway.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchiveReaderTest {
  @Test
  void anArchiveOfAnyToolIsReadAndPackedInOneForm() throws Exception {
    Project project = ArchiveReader.read(Archives.of("lib/", "main.py", "lib/a.py"));
    Project other = ArchiveReader.read(Archives.of("lib/a.py", "main.py"));

    assertThat(project.files()).containsOnlyKeys("lib/a.py", "main.py");
    assertThat(project.archive()).isEqualTo(other.archive());
    assertThat(Project.isArchive(project.archive())).isTrue();
    assertThat(Project.of(project.archive()).files()).containsOnlyKeys("lib/a.py", "main.py");
    assertThat(ArchiveReader.read(project.compressed()).archive()).isEqualTo(project.archive());
  }

  @Test
  void whatToolsLeaveBehindIsNotAmongTheFiles() throws Exception {
    byte[] archive =
        Archives.of(
            "main.py", "__pycache__/main.cpython-311.pyc", "a.pyc", "__MACOSX/._a", ".DS_Store");

    assertThat(ArchiveReader.read(archive).files()).containsOnlyKeys("main.py");
  }

  static Stream<Arguments> hostile() {
    byte[] plain = Archives.of("main.py", "lib/other.py");
    byte[] text = Archives.with("notes.txt", new byte[100_000]);
    byte[] noise = new byte[2 << 20];
    new Random(7).nextBytes(noise);
    return Stream.of(
        arguments("not_a_zip", null, "x = 1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        arguments("not_a_zip", null, Arrays.copyOf(plain, plain.length - 1)),
        arguments("not_a_zip", null, prefixed(plain)),
        arguments("absolute_path", "/etc/other.py", Archives.of("main.py", "/etc/other.py")),
        arguments("absolute_path", "C:/other.py", Archives.of("main.py", "C:/other.py")),
        arguments("parent_path", "../other.py", Archives.of("main.py", "../other.py")),
        arguments(
            "parent_path", "lib/../../other.py", Archives.of("main.py", "lib/../../other.py")),
        arguments("parent_path", "./other.py", Archives.of("main.py", "./other.py")),
        arguments("parent_path", "lib//other.py", Archives.of("main.py", "lib//other.py")),
        arguments("backslash", "lib\\other.py", Archives.of("main.py", "lib\\other.py")),
        arguments("control_character", "a\\u000ab.py", Archives.of("main.py", "a\nb.py")),
        arguments("control_character", "a\\u0000b.py", Archives.of("main.py", "a\0b.py")),
        arguments("control_character", "a\\u202eb.py", Archives.of("main.py", "a\u202eb.py")),
        arguments("name_too_long", "a".repeat(101), Archives.of("main.py", "a".repeat(101))),
        arguments(
            "name_too_long", "a/".repeat(100), Archives.of("main.py", "a/".repeat(100) + "a")),
        arguments("name_encoding", "lib/oth\u00c2\\u0081r.py", unmarked("lib/othér.py")),
        arguments(
            "duplicate_name",
            "lib/other.py",
            Archives.renamed(
                Archives.of("main.py", "lib/other.py", "lib/othel.py"), "othel", "other")),
        arguments(
            "name_collision",
            "lib/Other.py",
            Archives.of("main.py", "lib/other.py", "lib/Other.py")),
        arguments(
            "name_collision",
            "Caf\u00e9.py",
            Archives.of("main.py", "cafe\u0301.py", "Caf\u00e9.py")),
        arguments("name_collision", "lib/a.py", Archives.of("main.py", "lib", "lib/a.py")),
        arguments("git_folder", "lib/.git/config", Archives.of("main.py", "lib/.git/config")),
        arguments("git_folder", ".GIT/config", Archives.of("main.py", ".GIT/config")),
        arguments("secrets_file", "lib/.env", Archives.of("main.py", "lib/.env")),
        arguments("secrets_file", ".env.local", Archives.of("main.py", ".env.local")),
        arguments("virtual_environment", "x/pyvenv.cfg", Archives.of("main.py", "x/pyvenv.cfg")),
        arguments("no_python", null, Archives.of("notes.txt")),
        arguments("link", "lib/other.py", Archives.directory(plain, 38, 0120777 << 16, 4)),
        arguments("special_file", "lib/other.py", Archives.directory(plain, 38, 0060666 << 16, 4)),
        arguments("special_file", "lib/other.py", Archives.directory(plain, 38, 0010666 << 16, 4)),
        arguments(
            "encrypted",
            "lib/other.py",
            Archives.directory(Archives.header(plain, 6, 0x809, 2), 8, 0x809, 2)),
        arguments(
            "compression",
            "lib/other.py",
            Archives.directory(Archives.header(plain, 8, 12, 2), 10, 12, 2)),
        arguments("headers_disagree", "lib/other.py", Archives.header(plain, 8, 0, 2)),
        arguments("headers_disagree", "lib/other.py", Archives.header(plain, 30, 'L', 1)),
        arguments("headers_disagree", "lib/other.py", Archives.directory(plain, 42, 1, 4)),
        arguments("overlap", "lib/other.py", Archives.firstInDirectory(plain, 20, 40, 4)),
        arguments("damaged", "lib/other.py", Archives.directory(plain, 16, 7, 4)),
        arguments("damaged", "lib/other.py", Archives.directory(plain, 24, 5, 4)),
        arguments("damaged", "notes.txt", Archives.directory(text, 24, 100_001, 4)),
        arguments("damaged", "lib/other.py", Archives.directory(plain, 24, 7, 4)),
        arguments("bomb", "zeros.txt", Archives.with("zeros.txt", new byte[9 << 20])),
        arguments("bomb", "notes.txt", Archives.directory(text, 24, Integer.MAX_VALUE, 4)),
        arguments("file_too_large", "big.py", Archives.with("big.py", random(6 << 20))),
        arguments("file_too_large", "big.bin", Archives.with("big.bin", random(11 << 20))),
        arguments(
            "too_many_files",
            null,
            Archives.of(
                IntStream.range(0, 2001).mapToObj(i -> "f" + i + ".py").toArray(String[]::new))),
        arguments(
            "too_many_files",
            null,
            Archives.of(
                IntStream.range(0, 4001).mapToObj(i -> "f" + i + ".py").toArray(String[]::new))));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("hostile")
  void whatIsNoPlainFolderIsRefused(String code, String file, byte[] archive) {
    List<Refusal> refusals = refusals(archive);

    assertThat(refusals).isNotEmpty();
    assertThat(refusals)
        .anySatisfy(
            refusal -> {
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.file()).isEqualTo(file);
              assertThat(refusal.message()).contains("(expected: ");
            });
  }

  @Test
  void everythingIsSaidAtOnce() {
    byte[] archive = Archives.of("main.py", "../a.py", "/b.py", "c\\d.py", ".env", "e/.git/config");

    assertThat(refusals(archive))
        .extracting(Refusal::code)
        .containsExactly("parent_path", "absolute_path", "backslash", "secrets_file", "git_folder");
  }

  @Test
  void aTotalBeyondTheLimitIsRefusedBeforeAnythingIsUnpacked() {
    byte[][] parts = new byte[1][];
    parts[0] = random(9 << 20);
    byte[] archive = Archives.with("a.bin", parts[0]);

    assertThat(refusals(Archives.directory(archive, 24, 40 << 20, 4)))
        .extracting(Refusal::code)
        .contains("file_too_large", "too_large");
  }

  /** No change of a single byte may do more than be refused or leave the files as they were. */
  @Test
  void noChangedByteLeadsElsewhere() throws Exception {
    byte[] archive = Archives.of("main.py", "lib/other.py");
    for (int i = 0; i < archive.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = archive.clone();
        changed[i] ^= (byte) (1 << bit);
        try {
          ArchiveReader.read(changed)
              .files()
              .forEach(
                  (path, content) -> {
                    assertThat(PathRules.refusal(path)).isEmpty();
                    assertThat(content)
                        .isEqualTo("x = 1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                  });
        } catch (ProjectRefused refused) {
          assertThat(refused.refusals()).isNotEmpty();
        }
      }
    }
  }

  private static List<Refusal> refusals(byte[] archive) {
    return catchThrowableOfType(ProjectRefused.class, () -> ArchiveReader.read(archive)).refusals();
  }

  private static byte[] prefixed(byte[] archive) {
    byte[] longer = new byte[archive.length + 10];
    System.arraycopy(archive, 0, longer, 10, archive.length);
    return longer;
  }

  /** A name in another encoding: the flag that says UTF-8 is not set. */
  private static byte[] unmarked(String path) {
    byte[] archive = Archives.of("main.py", path.replace('é', '\u0081'));
    return Archives.header(Archives.directory(archive, 8, 8, 2), 6, 8, 2);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(3).nextBytes(bytes);
    return bytes;
  }
}
