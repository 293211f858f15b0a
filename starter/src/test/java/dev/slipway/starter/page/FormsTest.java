package dev.slipway.starter.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.starter.problems.ProblemException;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;

class FormsTest {
  private static Form form(String... namesAndValues) {
    var values = new LinkedMultiValueMap<String, String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Form(values);
  }

  @Test
  void whatWasFilledInIsSent_andNothingElse() {
    var body =
        Forms.deployment(
            form(
                "function_name", " pilot ",
                "code", "  x = 1\n",
                "memory_size", "1024",
                "timeout", "",
                "requirements", "boto3>=1.40\n\n  requests \n",
                "environment_variables", "MODE=calm\nQUERY=a=b",
                "key_name", "WEATHER_KEY",
                "key_value", "s3cret",
                "key_name", "",
                "key_value", "",
                "flags", "1",
                "enable_api_gateway", "1"));

    assertThat(body.toString())
        .isEqualTo(
            "{\"function_name\":\"pilot\",\"code\":\"  x = 1\\n\",\"memory_size\":1024,"
                + "\"environment_variables\":{\"MODE\":\"calm\",\"QUERY\":\"a=b\"},"
                + "\"requirements\":[\"boto3>=1.40\",\"requests\"],"
                + "\"enable_function_url\":false,\"enable_api_gateway\":true,\"tracing\":false,"
                + "\"api_keys\":{\"WEATHER_KEY\":\"s3cret\"}}");
  }

  @Test
  void aPatchMayTakeThingsAway() {
    var body = Forms.retry(form("patch", "1", "memory_size", "256", "environment_variables", ""));

    assertThat(body.at("/patch").toString())
        .isEqualTo("{\"memory_size\":256,\"requirements\":[],\"environment_variables\":{}}");
    assertThat(Forms.retry(form("reason", "again")).has("patch")).isFalse();
  }

  @Test
  void whatMayBeSkipped_isAListHoweverManyAreTicked() {
    assertThat(Forms.retry(form("skip_resources", "A", "skip_resources", "B")).toString())
        .isEqualTo("{\"patch\":{\"skip_resources\":[\"A\",\"B\"]}}");
  }

  @Test
  void aLineWithoutAnEqualsSignIsAnError_andItsTextIsNotRepeated() {
    assertThatThrownBy(() -> Forms.estimate(form("environment_variables", "s3cret")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused ->
                assertThat(refused.problem().errors())
                    .singleElement()
                    .extracting(error -> error.message())
                    .isEqualTo("environment_variables: a line without '=' (expected: NAME=value)"));
  }

  @Test
  void keysAreNeverShownAgain() {
    assertThat(form("key_name", "K", "key_value", "s3cret").shown())
        .containsKey("key_name")
        .doesNotContainValue("s3cret");
  }
}
