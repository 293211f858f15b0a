package dev.slipway.activities.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxDowngraderTest {
  private static final int LARGE = 1024 * 1024;

  /** Linear work takes a fraction of a second; quadratic work takes hours. */
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private static String older(String code) {
    byte[] bytes = code.getBytes(StandardCharsets.UTF_8);
    return new String(SyntaxDowngrader.inOlderWords(bytes, List.of()), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "except A, b.C:      | except (A, b.C):",
        "except*  A ,B :     | except* (A ,B ):",
        "def first[T](x): 1  | def first(x): 1",
        "async  def f[T](): 1| async  def f(): 1",
        "class Box[T]: 1     | class Box: 1",
        "type Pair[T] = x    | Pair =x",
        "type  Name = int    | Name =int",
        "x = t'hello'        | x = f'hello'",
        "print(except_a, b)  | print(except_a, b)",
      })
  void newerSyntax_isRewrittenInTheOlderForm(String later, String older) {
    assertThat(older(later).replace("= ", "=")).isEqualTo(older.replace("= ", "="));
  }

  @Test
  void indentationAndOtherLines_stay() {
    assertThat(older("try:\n    1\n\n  except A, B:\n\tpass\n"))
        .isEqualTo("try:\n    1\n\n  except (A, B):\n\tpass\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        " ",
        "\t",
        " \n",
        "except ",
        "except a,",
        "a,",
        "def ",
        "class x[",
        "type ",
        "type x[",
        "async ",
        "async  def",
        "t'",
        "f\"",
        "(",
        "\\",
        "except*\n",
        "except a\n,"
      })
  void anyCode_isReadInLinearTime(String piece) {
    String code = "except " + piece.repeat(LARGE / piece.length());

    assertTimeoutPreemptively(TIMEOUT, () -> older(code));
    assertTimeoutPreemptively(TIMEOUT, () -> older(code.substring("except ".length())));
  }
}
