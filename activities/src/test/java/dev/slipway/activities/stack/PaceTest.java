package dev.slipway.activities.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;

class PaceTest {
  private static final Duration USUAL = Duration.ofMillis(800);

  private final List<Long> pauses = new ArrayList<>();
  private final Pace pace = new Pace(USUAL, pause -> pauses.add(pause.toMillis()));

  @Test
  void firstPausesAreShort_andGrowToTheUsual() {
    for (int look = 0; look < 6; look++) {
      pace.look(() -> "not yet");
      pace.pause();
    }

    assertThat(pauses).containsExactly(100L, 200L, 400L, 800L, 800L, 800L);
  }

  @Test
  void throttledPolls_becomeSlower_andThenUsualAgain() {
    int[] refusals = {3};

    pace.look(() -> --refusals[0] >= 0 ? throttle() : "here");
    pace.pause();

    assertThat(pauses).containsExactly(1600L, 3200L, 6400L, 800L);
  }

  private static String throttle() {
    throw CloudFormationException.builder()
        .statusCode(400)
        .awsErrorDetails(
            AwsErrorDetails.builder().errorCode("Throttling").errorMessage("Rate exceeded").build())
        .message("Rate exceeded")
        .build();
  }
}
