package dev.slipway.activities.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.check.RecentAnswers.Question;
import dev.slipway.workflows.model.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentAnswersTest {
  private static final CheckAnswer ANSWER =
      CheckAnswer.refusal(new Finding("a", null, null, "A finding", null), "3.13");

  private final RecentAnswers recent = new RecentAnswers();

  private static Question question(int number) {
    return Question.of(List.of("python", "--runtime", "3.13"), new byte[number]);
  }

  @Test
  void oldest_isForgotten() {
    for (int number = 0; number <= RecentAnswers.MOST; number++) {
      recent.keep(question(number), ANSWER);
    }

    assertThat(recent.find(question(0))).isEmpty();
    assertThat(recent.find(question(1))).contains(ANSWER);
  }

  @Test
  void questions_differByCodeAndByEachPartOfTheCommand() {
    recent.keep(Question.of(List.of("ab", "c"), new byte[1]), ANSWER);

    assertThat(recent.find(Question.of(List.of("ab", "c"), new byte[1]))).contains(ANSWER);
    assertThat(recent.find(Question.of(List.of("ab", "c"), new byte[2]))).isEmpty();
    assertThat(recent.find(Question.of(List.of("a", "bc"), new byte[1]))).isEmpty();
    assertThat(recent.find(Question.of(List.of("ab", "c", ""), new byte[1]))).isEmpty();
  }
}
