package dev.slipway.e2e.signin;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The people whom both identity providers know, with the claims that their tokens carry. */
final class TestUsers {
  static final String ADA = "ada";
  static final String BOB = "bob";
  static final String PLATFORM = "platform";

  /** In as many groups as Microsoft Entra names in a token, which are UUIDs there. */
  static final String GRACE = "grace";

  private static final int MAX_GROUPS = 200;

  /** The claims of each. */
  static final Map<String, Map<String, Object>> CLAIMS =
      Map.of(
          ADA, Map.of("name", "Ada Lovelace", "groups", List.of(PLATFORM, "analysts")),
          BOB, Map.of("name", "Bob", "groups", List.of("guests")),
          GRACE, Map.of("name", "Grace Hopper", "groups", manyGroups()));

  private TestUsers() {}

  private static List<String> manyGroups() {
    Stream<String> others =
        IntStream.range(1, MAX_GROUPS).mapToObj(number -> new UUID(number, ~number).toString());
    return Stream.concat(others, Stream.of(PLATFORM)).toList();
  }
}
