package dev.slipway.e2e;

/** The smallest agent there is: its layer is built once and then shared by every test. */
final class TinyAgent {
  static final String CODE =
      """
      from strands import Agent
      from strands.models import BedrockModel

      agent = Agent(model=BedrockModel(model_id="us.amazon.nova-lite-v1:0"))


      def main(user_input: str) -> str:
          return str(agent(user_input))
      """;

  private TinyAgent() {}

  static String stack(String name) {
    return "strands-agent-" + name;
  }
}
