"""The tokens of each call are in the log as Strands counted them, in one line that comes before the one about the call's end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from agentcore_server import AgentCoreServer
from conftest import SAMPLES, _starter
from lambda_process import LambdaProcess

# What the stub says that each of its answers took, besides what it was asked.
ANSWER_TOKENS = 7
LIBRARY = "from strands import Agent, tool\n@tool\ndef clock() -> str:\n    '''The time.'''\n    return 'noon'\n"
AGENT = "Agent(model='us.amazon.nova-lite-v1:0', tools=[clock], callback_handler=None)"
ASKS = LIBRARY + f"def main(prompt):\n    return str({AGENT}(prompt))\n"
ASKS_IN_THREADS = LIBRARY + (
    "from concurrent.futures import ThreadPoolExecutor\n"
    f"def main(prompt):\n    with ThreadPoolExecutor(4) as pool:\n        return str(len([*pool.map(lambda n: {AGENT}(prompt), range(4))]))\n"
)
STREAMS = LIBRARY + f"async def main(prompt):\n    async for event in {AGENT}.stream_async(prompt):\n        yield event\n"
IMPORTS_LATE = "def main(prompt):\n    from strands import Agent\n    return str(Agent(model='us.amazon.nova-lite-v1:0', callback_handler=None)(prompt))\n"


@pytest.fixture(params=[LambdaProcess, AgentCoreServer], ids=["Lambda", "AgentCore"])
def serve(request, tmp_path: Path, stub) -> Iterator[Callable[..., Any]]:
    """serve(code, **environment) returns a running agent, on each target in turn."""
    stub.requests.clear()
    yield from _starter(request.param, tmp_path, stub)


def ask(agent: Any, prompt: str) -> None:
    """One call, to its end."""
    if isinstance(agent, AgentCoreServer):
        agent.request("POST", "/invocations", {"prompt": prompt}).read()
    else:
        agent.call({"prompt": prompt})


def logged(agent: Any) -> list[dict[str, Any]]:
    """The structured lines of its log about calls."""
    lines = [json.loads(line) for line in agent.log().splitlines() if line.startswith('{"time"')]
    return [line for line in lines if "request_id" in line]


def used(agent: Any) -> list[dict[str, int]]:
    """What the lines about tokens say."""
    return [{name: value for name, value in line.items() if isinstance(value, int)} for line in logged(agent) if line["event"] == "agent_usage"]


def asked(stub: Any) -> dict[str, int]:
    """What the model was asked since the last look, in the words of the log."""
    prompts = [len(json.dumps(request["body"])) // 4 for request in stub.requests]
    stub.requests.clear()
    sums = {"model_calls": len(prompts), "input_tokens": sum(prompts), "output_tokens": ANSWER_TOKENS * len(prompts)}
    return {**sums, "total_tokens": sums["input_tokens"] + sums["output_tokens"]}


@pytest.mark.parametrize("code", [ASKS, STREAMS, ASKS_IN_THREADS, IMPORTS_LATE], ids=["asks", "streams", "in threads", "imports late"])
def test_each_call_has_its_own_line_with_the_sum_of_its_model_answers(serve, stub, code: str) -> None:
    agent = serve(code)
    expected = []
    for prompt in ("first", "second, which is longer"):
        ask(agent, prompt)
        expected.append(asked(stub))
    assert used(agent) == expected
    assert all(said["model_calls"] >= 1 for said in expected)
    assert [line["event"] for line in logged(agent)] == ["agent_usage", "agent_answered"] * 2
    assert len({line["request_id"] for line in logged(agent)}) == 2


def test_agents_that_are_tools_of_another_are_counted_with_it(serve, stub) -> None:
    agent = serve(SAMPLES / "04_orchestrator_agents_as_tools.py")
    agent.text("[[tool:research_agent_8004]] tides")
    [said] = used(agent)
    assert said == asked(stub) and said["model_calls"] >= 3


@pytest.mark.parametrize("isolation", ["call", "reload", "environment"])
def test_every_isolation_counts(deploy, stub, isolation: str) -> None:
    stub.requests.clear()
    agent = deploy(ASKS, SLIPWAY_ISOLATION=isolation)
    agent.text("x")
    agent.text("y")
    assert [said["model_calls"] for said in used(agent)] == [2, 2]


def test_what_a_call_took_before_it_failed_is_counted(serve, stub) -> None:
    agent = serve(ASKS.replace("    return", "    answer =") + "    raise ValueError(answer)\n")
    ask(agent, "x")
    assert used(agent) == [asked(stub)]
    assert [line["event"] for line in logged(agent)] == ["agent_usage", "agent_failed"]


def test_what_a_call_took_before_it_crashed_is_counted(deploy, stub) -> None:
    stub.requests.clear()
    agent = deploy(ASKS.replace("    return", "    answer =") + "    __import__('os')._exit(3)\n")
    ask(agent, "x")
    assert used(agent) == [asked(stub)]
    assert [line["event"] for line in logged(agent)] == ["agent_usage", "agent_crashed"]


def test_an_agent_that_asks_no_model_has_no_line(serve) -> None:
    agent = serve("class Metrics:\n    accumulated_usage = None\ndef main(prompt):\n    return 'ok'\n")
    assert agent.text("x") == "ok"
    assert used(agent) == []


def a_library(method: str, call: str) -> str:
    """An agent whose library counts with the method, and which lets it count once in each call."""
    return (
        "import functools, types\nfrom slipway_runtime import tokens\n"
        f"class Metrics:\n    {method}\n"
        "tokens._note_answers(types.SimpleNamespace(EventLoopMetrics=Metrics))\n"
        f"def main(prompt):\n    return str(Metrics().update_usage({call}))\n"
    )


@pytest.mark.parametrize("usage", ["{}", "None", "{'totalTokens': 'many'}"])
def test_a_library_that_counts_otherwise_fails_no_call(serve, usage: str) -> None:
    agent = serve(a_library("def update_usage(self, usage): return 'ok'", usage))
    assert agent.text("x") == "ok"
    assert used(agent) == []


@pytest.mark.parametrize(
    ("method", "call"),
    [
        ("def update_usage(self, usage, model=None): return 'ok'", "{}, model='other'"),
        ("def update_usage(self, usage): return 'ok'", "usage={}"),
        ("@functools.wraps(print)\n    def update_usage(self, usage): return 'ok'", "{}"),
    ],
    ids=["more arguments", "by name", "decorated"],
)
def test_however_a_library_counts_its_own_method_is_called_as_before(serve, method: str, call: str) -> None:
    agent = serve(a_library(method, call.replace("{}", "{'inputTokens': 3, 'outputTokens': 4, 'totalTokens': 7}")))
    assert agent.text("x") == "ok"
    assert used(agent) == [{"model_calls": 1, "input_tokens": 3, "output_tokens": 4, "total_tokens": 7}]


def test_a_model_that_gives_no_total_is_counted(serve) -> None:
    agent = serve(a_library("def update_usage(self, usage): return 'ok'", "{'inputTokens': 3, 'outputTokens': 4, 'totalTokens': 0}"))
    agent.text("x")
    assert used(agent) == [{"model_calls": 1, "input_tokens": 3, "output_tokens": 4, "total_tokens": 7}]


@pytest.mark.parametrize("how", ["Swarm([one, two])", "graph([one, two])"])
def test_the_agents_of_a_swarm_and_a_graph_are_counted_together(serve, stub, how: str) -> None:
    agent = serve(
        LIBRARY + "from strands.multiagent import GraphBuilder, Swarm\n"
        "def graph(agents):\n    builder = GraphBuilder()\n    nodes = [builder.add_node(agent, agent.name) for agent in agents]\n"
        "    builder.add_edge(*nodes)\n    return builder.build()\n"
        f"def main(prompt):\n    one, two = ({AGENT.replace('callback', 'name=name, callback')} for name in ('one', 'two'))\n"
        f"    return {how}(prompt)\n"
    )
    agent.text("x")
    [said] = used(agent)
    assert said == asked(stub) and said["model_calls"] >= 2
