import re
from functools import lru_cache, partial
from typing import TypeAlias, TypedDict, NamedTuple, Protocol, Generic, TypeVar
from collections import defaultdict
from strands import Agent, tool
from strands.models import BedrockModel
Json: TypeAlias = dict[str, object]
class Turn(TypedDict, total=False):
    who: str
class P(NamedTuple):
    x: int = 1
memory: dict[str, list] = defaultdict(list)
@lru_cache(maxsize=None)
def get_agent(name: str) -> Agent:
    return Agent(name=name, model=BedrockModel(model_id="us.amazon.nova-lite-v1:0"), callback_handler=None)
def route(text: str) -> str:
    match text.split():
        case ["math", *rest]: return "math"
        case [] | [""]: return "none"
        case _ if (m := re.search(r"\d+", text)): return f"num{m.group()}"
        case _: return "chat"
async def main(user_input_arg: str | None = None, input_data_arg: dict | None = None):
    kind = route(user_input_arg or "")
    memory[kind].append(user_input_arg)
    r = await get_agent(kind).invoke_async(user_input_arg)
    return f"[{kind}] {r} {len(memory[kind])}"
