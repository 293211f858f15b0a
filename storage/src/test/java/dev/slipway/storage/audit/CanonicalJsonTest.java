package dev.slipway.storage.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
  /** The example of RFC 8785, section 3.2.2. */
  @Test
  void exampleOfTheRfc() {
    String json =
        """
        {
          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
          "literals": [null, true, false]
        }
        """;
    assertThat(canonical(json))
        .isEqualTo(
            "{\"literals\":[null,true,false],"
                + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0, 0",
    "-0.0, 0",
    "-1.5, -1.5",
    "1e21, 1e+21",
    "999999999999999900000.0, 999999999999999900000",
    "0.000001, 0.000001",
    "0.0000001, 1e-7",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "5e-324, 5e-324",
    "9007199254740993, 9007199254740993",
    "100.0, 100",
    "123456.789, 123456.789",
  })
  void numbers_areThoseOfEcmaScript(String given, String expected) {
    assertThat(canonical(given)).isEqualTo(expected);
  }

  @Test
  void names_sortByUtf16() {
    assertThat(canonical("{\"\\ud83d\\ude00\":1,\"\\ufb33\":2,\"a\":3,\"A\":{},\"\":[]}"))
        .isEqualTo("{\"\":[],\"A\":{},\"a\":3,\"\ud83d\ude00\":1,\"\ufb33\":2}");
  }

  @Test
  void halfACharacter_isReplaced() {
    assertThat(canonical("\"a\\ud83d\"")).isEqualTo("\"a\ufffd\"");
    assertThat(canonical("\"\\ude00b\"")).isEqualTo("\"\ufffdb\"");
  }

  @Test
  void canonicalTwice_isTheSame() {
    String once = canonical("{\"b\":[1.0,{\"z\":null,\"y\":\"\\t\"}],\"a\":-0.5e-10}");
    assertThat(canonical(once)).isEqualTo(once);
  }

  private static String canonical(String json) {
    return CanonicalJson.text(AuditJson.parse(json.getBytes(StandardCharsets.UTF_8)));
  }
}
