from dataclasses import dataclass, field
from strands import Agent
type Names = list[str]
@dataclass(slots=True, kw_only=True)
class Ctx[T]:
    names: list[T] = field(default_factory=list)
agent = Agent(model="us.amazon.nova-lite-v1:0", callback_handler=None)
def main(prompt: str) -> str:
    ctx = Ctx[str](names=["a"])
    text = f"{"quoted " + f"{', '.join(ctx.names)}"} {
        prompt
    }"
    if (n := len(text)) > 3:
        return str(agent(text))
    return "short"
