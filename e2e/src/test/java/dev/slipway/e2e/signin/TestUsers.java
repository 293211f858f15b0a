package dev.slipway.e2e.signin;

import java.util.List;
import java.util.Map;

/** The people whom both identity providers know, with the claims that their tokens carry. */
final class TestUsers {
  static final String ADA = "ada";
  static final String BOB = "bob";
  static final String PLATFORM = "platform";

  /** The claims of each. */
  static final Map<String, Map<String, Object>> CLAIMS =
      Map.of(
          ADA, Map.of("name", "Ada Lovelace", "groups", List.of(PLATFORM, "analysts")),
          BOB, Map.of("name", "Bob", "groups", List.of("guests")));

  private TestUsers() {}
}
