from strands import Agent
from strands.models import BedrockModel

agent = Agent(model=BedrockModel(model_id="MODEL_ID"), callback_handler=None)


def main(user_input: str) -> str:
    return str(agent(user_input))
