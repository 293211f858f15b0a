"""Nothing of one caller reaches the next: messages, globals, files of state, however deep an agent is hidden."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator

import pytest
from conftest import SAMPLES

HEAD = """
from strands import Agent, tool
from strands.models import BedrockModel
from strands.multiagent import GraphBuilder, Swarm

def make(name, **more):
    return Agent(name=name, model=BedrockModel(model_id="us.amazon.nova-lite-v1:0"), callback_handler=None, **more)
"""
HIDDEN_AGENTS = {
    "one agent": HEAD + "agent = make('a')\ndef main(prompt):\n    return agent(prompt)\n",
    "agent only": HEAD + "agent = make('a')\n",
    "in an object": HEAD + "class Box:\n    def __init__(self): self.inner = {'agents': [make('a')]}\nbox = Box()\n"
    "def main(prompt):\n    return box.inner['agents'][0](prompt)\n",
    "in a closure": HEAD + "def build():\n    agent = make('a')\n    return lambda text: agent(text)\nask = build()\n"
    "async def main(prompt):\n    return ask(prompt)\n",
    "swarm": HEAD + "swarm = Swarm([make('a'), make('b')], max_handoffs=2)\n"
    "def main(prompt):\n    return swarm(prompt + ' [[notool]]')\n",
    "swarm only": HEAD + "team = Swarm([make('a')])\n",
    "graph": HEAD + "b = GraphBuilder()\nb.add_node(make('x'), 'x')\nb.add_node(make('y'), 'y')\nb.add_edge('x', 'y')\n"
    "b.set_entry_point('x')\ngraph = b.build()\ndef main(prompt):\n    return graph(prompt)\n",
    "graph only": HEAD + "b = GraphBuilder()\nb.add_node(make('x'), 'x')\nb.set_entry_point('x')\ngraph = b.build()\n",
}
STATE = {
    "module list": "seen = []\ndef main(prompt):\n    seen.append(prompt)\n    return str(seen)\n",
    "default argument": "def main(prompt, seen=[]):\n    seen.append(prompt)\n    return str(seen)\n",
    "another module": "import json\njson.seen = []\ndef main(prompt):\n    json.seen.append(prompt)\n    return str(json.seen)\n",
    "environment": "import os\ndef main(prompt):\n    old = os.environ.get('SEEN', '')\n"
    "    os.environ['SEEN'] = prompt\n    return old + prompt\n",
    "cache": "import functools\nseen = []\n@functools.lru_cache\ndef remember(_):\n    return seen\n"
    "def main(prompt):\n    remember(1).append(prompt)\n    return str(remember(1))\n",
}
FIRST, SECOND = "canary-of-the-first-caller", "words-of-the-second-caller"


def bodies(stub) -> list[str]:
    return [json.dumps(request["body"]) for request in stub.requests]


@pytest.mark.parametrize("name", HIDDEN_AGENTS)
@pytest.mark.parametrize("isolation", ["call", "reload"])
def test_the_model_never_sees_an_earlier_caller(deploy, stub, name: str, isolation: str) -> None:
    agent = deploy(HIDDEN_AGENTS[name], SLIPWAY_ISOLATION=isolation)
    assert FIRST in agent.text(FIRST)
    stub.requests.clear()
    assert SECOND in agent.text(SECOND)
    asked = bodies(stub)
    assert asked and all(FIRST not in body for body in asked)


def test_the_test_can_fail_without_isolation_the_model_does_see_an_earlier_caller(deploy, stub) -> None:
    agent = deploy(HIDDEN_AGENTS["one agent"], SLIPWAY_ISOLATION="environment")
    agent.text(FIRST)
    stub.requests.clear()
    agent.text(SECOND)
    assert any(FIRST in body for body in bodies(stub))


@pytest.mark.parametrize("name", STATE)
def test_no_state_of_the_process_outlives_a_call(deploy, name: str) -> None:
    agent = deploy(STATE[name])
    agent.text(FIRST)
    assert FIRST not in agent.text(SECOND)


GOOD = sorted(path for path in SAMPLES.glob("[0-9]*.py"))


@pytest.mark.parametrize("sample", [path for path in GOOD if "mcp" not in path.name], ids=lambda path: path.stem)
def test_every_sample_keeps_two_callers_apart(deploy, stub, sample) -> None:
    agent = deploy(sample)
    assert FIRST in agent.text(FIRST)
    stub.requests.clear()
    second = agent.text(SECOND)
    assert SECOND in second and FIRST not in second
    asked = bodies(stub)
    assert asked and all(FIRST not in body for body in asked)


def test_an_agent_that_starts_threads_while_loading_is_loaded_again_for_each_caller(deploy) -> None:
    code = (
        "import threading\nstop = threading.Event()\nthreading.Thread(target=stop.wait, daemon=True).start()\n"
        "seen = []\ndef main(prompt):\n    seen.append(prompt)\n    return str(seen)\n"
    )
    agent = deploy(code)
    agent.text(FIRST)
    assert FIRST not in agent.text(SECOND)
    assert any(line["event"] == "isolation_by_reload" for line in agent.events())


class Rows(socketserver.StreamRequestHandler):
    """A database, as far as callers can mix there: it answers what it is asked over a connection, the first question late."""

    asked: list[str] = []

    def handle(self) -> None:
        for line in self.rfile:
            self.asked.append(line.decode())
            if len(self.asked) == 1:
                threading.Event().wait(2)
            self.wfile.write(b"row of " + line)


@pytest.fixture
def database() -> Iterator[int]:
    """Its port."""
    Rows.asked = []
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Rows) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_a_connection_from_loading_is_shared_by_no_two_callers(deploy, database: int) -> None:
    """Else the second one would read what the first one asked for and did not wait for."""
    code = (
        f"import socket\ndb = socket.create_connection(('127.0.0.1', {database})).makefile('rw')\n"
        "def main(prompt):\n    db.write(prompt + '\\n')\n    db.flush()\n    return db.readline()\n"
    )
    agent = deploy(code)
    assert agent.ask(FIRST, milliseconds=1_000)[0] == 504
    assert agent.text(SECOND).strip() == f"row of {SECOND}"
    assert any(line["event"] == "isolation_by_reload" and line["connections"] == 1 for line in agent.events())


def test_what_connects_again_by_itself_costs_no_new_load(deploy, stub) -> None:
    """As boto3 does, with pools of its own; an event loop talks to itself only, and who only sends is connected to no one."""
    code = (
        "import asyncio, socket, urllib3\nloop = asyncio.new_event_loop()\npool = urllib3.PoolManager()\n"
        "class Own(urllib3.HTTPConnectionPool):\n    pass\npool.pool_classes_by_scheme = {'http': Own}\n"
        "socket.setdefaulttimeout(30)\nsender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        f"pool.request('GET', '{stub.url}/')\n"
        f"def main(prompt):\n    return str(pool.request('GET', '{stub.url}/').status)\n"
    )
    agent = deploy(code)
    assert agent.text(FIRST) == agent.text(SECOND)
    assert not any(line["event"] == "isolation_by_reload" for line in agent.events())


def test_an_unavailable_mcp_server_is_an_error_of_this_call_only(deploy) -> None:
    agent = deploy(SAMPLES / "07_mcp_http.py")
    assert agent.ask("x")[0] == 500
    assert agent.ask("x")[0] == 500


def test_the_agent_that_answers_is_the_one_that_the_check_names(deploy, stub) -> None:
    """A name that is bound again keeps its place in the module; what was assigned last is what counts."""
    agent = deploy(HEAD + "agent = make('a', system_prompt='first')\ncritic = make('c', system_prompt='critic')\nagent = make('a', system_prompt='final')\n")
    agent.text("hello")
    assert "final" in bodies(stub)[-1]
    assert "critic" not in bodies(stub)[-1]
