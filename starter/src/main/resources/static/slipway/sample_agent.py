"""A harbour guide: one agent with one tool of its own. No API key; the model is Bedrock's."""

from strands import Agent, tool
from strands.models import BedrockModel

FORECASTS = {
    "lisbon": "sunny, 24 °C, wind 12 kn",
    "hamburg": "drizzle, 11 °C, wind 21 kn",
    "bergen": "rain, 9 °C, wind 28 kn",
}


@tool
def harbour_weather(city: str) -> str:
    """Look up today's weather at a city's harbour.

    Args:
        city: the city's name, for example Lisbon
    """
    return FORECASTS.get(city.strip().lower(), f"No harbour is known in {city}.")


harbour_guide = Agent(
    model=BedrockModel(model_id="us.amazon.nova-lite-v1:0"),
    system_prompt="You are a harbour guide. Say how the weather is, and whether to sail.",
    tools=[harbour_weather],
    callback_handler=None,
)


def main(user_input: str) -> str:
    return str(harbour_guide(user_input))
