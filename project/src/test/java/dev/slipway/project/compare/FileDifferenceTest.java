package dev.slipway.project.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.github.difflib.UnifiedDiffUtils;
import dev.slipway.project.compare.FileDifference.Change;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FileDifferenceTest {
  private static SortedMap<String, byte[]> files(String... pairs) {
    var files = new TreeMap<String, byte[]>();
    for (int i = 0; i < pairs.length; i += 2) {
      files.put(pairs[i], pairs[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  private static FileDifference only(String from, String to) {
    return FileDifference.between(files("a.py", from), files("a.py", to)).getFirst();
  }

  @Test
  void changedLines_areShownWithThoseAroundThem() {
    var changed = only("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n");

    assertThat(changed.lines())
        .containsExactly(
            "--- a/a.py",
            "+++ b/a.py",
            "@@ -2,7 +2,7 @@",
            " 2",
            " 3",
            " 4",
            "-5",
            "+five",
            " 6",
            " 7",
            " 8");
    assertThat(changed.added()).isEqualTo(1);
    assertThat(changed.removed()).isEqualTo(1);
  }

  @Test
  void files_appearAndDisappear_andEqualOnesAreNotListed() {
    var differences =
        FileDifference.between(
            files("gone.py", "x\n", "same.py", "y\n"), files("new.py", "z\n", "same.py", "y\n"));

    assertThat(differences)
        .extracting(FileDifference::path, FileDifference::change)
        .containsExactly(tuple("gone.py", Change.REMOVED), tuple("new.py", Change.ADDED));
    assertThat(differences.getFirst().lines()).startsWith("--- a/gone.py", "+++ /dev/null");
    assertThat(differences.getLast().lines())
        .containsExactly("--- /dev/null", "+++ b/new.py", "@@ -0,0 +1,1 @@", "+z");
  }

  @Test
  void aMissingNewlineAtTheEnd_isADifference() {
    assertThat(only("x\n", "x").lines()).endsWith("-x", "+x", "\\ No newline at end of file");
  }

  @Test
  void whatIsNoText_isNotComparedLineByLine() {
    var binary = only("\u0000\u0001", "text\n");

    assertThat(binary.binary()).isTrue();
    assertThat(binary.lines()).isEmpty();
  }

  @Test
  void lineEndings_areDifferences() {
    assertThat(only("a\r\nb\n", "a\nb\n").added()).isEqualTo(1);
  }

  @Test
  void hugeTexts_thatHaveNothingInCommon_countAsReplaced() {
    String from = "a\n".repeat(60_000);
    String to = "b\n".repeat(70_000) + "c\n";

    var replaced = only(from, to);

    assertThat(replaced.added()).isEqualTo(70_001);
    assertThat(replaced.removed()).isEqualTo(60_000);
  }

  @Test
  void hugeTexts_ofWhichMostIsTheSame_areComparedLineByLine() {
    String same = "same\n".repeat(5_000);

    var changed = only("first\n" + same + "last", "begin\n" + same + "same\nend");

    assertThat(changed.added()).isEqualTo(3);
    assertThat(changed.removed()).isEqualTo(2);
  }

  /** The effort is limited for all files together, not for each of them. */
  @Test
  void manyHugeFiles_takeNoLongerThanOne() {
    var from = new TreeMap<String, byte[]>();
    var to = new TreeMap<String, byte[]>();
    for (int file = 0; file < 3; file++) {
      from.putAll(files(file + ".py", numbered("a", 5_000)));
      to.putAll(files(file + ".py", numbered("a", 1_000) + numbered("b", 4_000) + "a3000\nz\n"));
    }

    assertThat(FileDifference.between(from, to))
        .extracting(FileDifference::removed)
        .containsExactly(3_999, 4_000, 4_000);
  }

  private static String numbered(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> name + i + "\n").collect(Collectors.joining());
  }

  /** Whatever the texts are: applied to the first, the difference gives the second. */
  @Test
  void aDifference_isAPatch() throws Exception {
    for (int seed = 0; seed < 300; seed++) {
      var dice = new Random(seed);
      String from = text(dice);
      String to = text(dice);

      var patch =
          UnifiedDiffUtils.parseUnifiedDiff(LineDifference.between(from, to).unified("a", "b"));

      assertThat(patch.applyTo(lines(from))).as("seed %d", seed).isEqualTo(lines(to));
    }
  }

  private static String text(Random dice) {
    return dice.ints(dice.nextInt(60), 0, 9)
        .mapToObj(digit -> digit + "\n")
        .collect(Collectors.joining());
  }

  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("\n"));
  }

  @Test
  void hiddenCharacters_areNamed() {
    assertThat(VisibleText.of("if admin\u202e \u2066# check\u2069:\r\n\tx\u200b = '⛵é'"))
        .isEqualTo("if admin⟨U+202E⟩ ⟨U+2066⟩# check⟨U+2069⟩:⟨U+000D⟩\n\tx⟨U+200B⟩ = '⛵é'");
  }
}
