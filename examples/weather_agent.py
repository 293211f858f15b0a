"""A harbour guide: one agent with one tool of its own. No API key; the model is Bedrock's."""

import argparse
import asyncio
import json

from strands import Agent, tool
from strands.models import BedrockModel

FORECASTS = {
    "lisbon": {"sky": "sunny", "celsius": 24, "wind_knots": 12},
    "hamburg": {"sky": "drizzle", "celsius": 11, "wind_knots": 21},
    "bergen": {"sky": "rain", "celsius": 9, "wind_knots": 28},
    "auckland": {"sky": "clear", "celsius": 19, "wind_knots": 15},
}


@tool
def harbour_weather(city: str) -> str:
    """Look up today's weather at a city's harbour.

    Args:
        city: the city's name, for example Lisbon
    """
    forecast = FORECASTS.get(city.strip().lower())
    if forecast is None:
        return f"No harbour is known in {city}. Known: {', '.join(sorted(FORECASTS))}."
    advice = "a good day to sail" if forecast["wind_knots"] <= 20 else "stay in the harbour"
    return f"{city}: {forecast['sky']}, {forecast['celsius']} °C, wind {forecast['wind_knots']} kn: {advice}"


harbour_guide_model = BedrockModel(
    model_id="us.amazon.nova-lite-v1:0",
    temperature=0.3,
    max_tokens=1000,
)

harbour_guide = Agent(
    model=harbour_guide_model,
    system_prompt="""You are a harbour guide.

Rules:
- Look the weather up before you say anything about it.
- Answer in two sentences: how the weather is, and whether to sail.""",
    tools=[harbour_weather],
    callback_handler=None,
)


async def main(user_input_arg: str = None, messages_arg: str = None):
    if messages_arg is not None and messages_arg.strip():
        try:
            user_input = json.loads(messages_arg)
        except (json.JSONDecodeError, TypeError):
            user_input = "Hello"
    elif user_input_arg is not None and user_input_arg.strip():
        user_input = user_input_arg.strip()
    else:
        user_input = "How is the weather in Lisbon?"

    response = harbour_guide(user_input)

    return str(response)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Ask the harbour guide")
    parser.add_argument("--user-input", type=str, help="what to ask")
    parser.add_argument("--messages", type=str, help="a conversation, as JSON")
    args = parser.parse_args()
    print(asyncio.run(main(args.user_input, args.messages)))
