"""A harbour pilot: an agent in a folder, with modules, a prompt, data and skills of its own."""

from strands import Agent, AgentSkills
from strands.models import BedrockModel

from harbour import catalogue, prompts, tides
from harbour.tools import harbour_tide

pilot = Agent(
    model=BedrockModel(model_id="us.amazon.nova-lite-v1:0", max_tokens=1000),
    system_prompt=prompts.read("pilot"),
    tools=[harbour_tide],
    plugins=[AgentSkills(skills="./skills")],
    callback_handler=None,
)


def main(prompt: str) -> str:
    """Answers what the tables know by itself, and asks the model for everything else."""
    if prompt.strip() == "skills":
        return ", ".join(catalogue.skills())
    port = tides.port_in(prompt)
    if port is not None:
        return tides.sentence(port)
    return f"{prompts.read('greeting')} {pilot(prompt)}"
