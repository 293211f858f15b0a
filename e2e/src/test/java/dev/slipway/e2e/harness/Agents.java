package dev.slipway.e2e.harness;

import java.nio.file.Path;
import java.util.Map;

/** The smallest agents: they say one thing and need no model. */
public final class Agents {
  private Agents() {}

  /** An agent that always gives the same answer. */
  public static String saying(String words) {
    return running("return \"%s\"".formatted(words));
  }

  /** An agent whose answer comes from one statement. */
  public static String running(String statement) {
    return """
        import hashlib
        import os

        async def main(user_input_arg=None, input_data_arg=None):
            %s
        """
        .formatted(statement);
  }

  /** An agent that does not answer before there is such a file; its deployment waits for that. */
  public static String waitingFor(Path file) {
    return """
        import os
        import time

        def main(user_input: str) -> str:
            while not os.path.exists("%s"):
                time.sleep(0.1)
            return "it is there"
        """
        .formatted(file);
  }

  /** What the live agent answers, as text. */
  public static String ask(Api api, String function) {
    var answer = api.invoke("strands-agent-" + function, Map.of("prompt", "Hello?"));
    if (answer.status() != 200 || answer.body().path("status_code").asInt() != 200) {
      throw new AssertionError("%s: got %s (expected: an answer)".formatted(function, answer));
    }
    return answer.body().path("response").path("response").asText();
  }
}
