"""The check and the function choose the same entry point, and it is the one that answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from agentcore_stand_in import write_stand_in
from conftest import RESOURCES, SAMPLES, inject
from slipway_runtime.agent_module import AgentModule

GENERATED = sorted(SAMPLES.parent.glob("generated/[!l]*.py"))
HEAD = (
    "from strands import Agent\nfrom strands.models import BedrockModel\n"
    "from strands.multiagent import GraphBuilder, Swarm\n"
    "def make(name, **more):\n    return Agent(name=name, model=BedrockModel(model_id='us.amazon.nova-lite-v1:0'),\n"
    "                 callback_handler=None, system_prompt='[[name:' + name + ']]')\n"
)
APP = "from bedrock_agentcore.runtime import BedrockAgentCoreApp\napp = BedrockAgentCoreApp()\n"
ASK = "@app.entrypoint\ndef ask(payload):\n    return 'ask'\n"
HANDLER = "def lambda_handler(event, context):\n    return 'lambda_handler'\n"
# What is chosen: its kind and name; each function answers with its own name.
FUNCTIONS: dict[str, tuple[str, str]] = {
    "def main(p):\n    return 'main'\n": ("main", "main"),
    HANDLER: ("lambda_handler", "lambda_handler"),
    "from strands import Agent\nagent = Agent()\n" + HANDLER: ("lambda_handler", "lambda_handler"),
    HANDLER + "def main(p):\n    return 'main'\n": ("main", "main"),
    HANDLER + "def main():\n    return 'main'\n": ("lambda_handler", "lambda_handler"),
    "def answer(event, context):\n    return 'lambda_handler'\nlambda_handler = answer\n"
    "": ("lambda_handler", "lambda_handler"),
    "if True:\n    def main(p):\n        return 'main'\nelse:\n    main = None\n": ("main", "main"),
    "def main(p):\n    return 'main'\nmain = str\nmain = lambda p: 'main'\n": ("main", "main"),
    "main = 'a text'\n" + HANDLER: ("lambda_handler", "lambda_handler"),
    APP + ASK: ("agentcore", "ask"),
    APP + ASK + "@app.entrypoint\ndef later(payload):\n    return 'later'\n": ("agentcore", "later"),
    APP + ASK + "def main():\n    app.run()\n": ("agentcore", "ask"),
    APP + "def ask(payload):\n    return 'ask'\napp.entrypoint(ask)\n": ("agentcore", "ask"),
    APP + ASK + "def main(p):\n    return 'main'\n": ("main", "main"),
    APP + ASK + HANDLER: ("lambda_handler", "lambda_handler"),
}
BUILDER = "b = GraphBuilder()\nb.add_node(make('x'), 'x')\nb.set_entry_point('x')\n"
# What is chosen, and the agent that the model hears of first.
AGENTS: dict[str, tuple[str, str]] = {
    "first = make('first')\nlast = make('last')\n": ("last", "last"),
    "agent = make('old')\ncritic = make('critic')\nagent = make('new')\n": ("agent", "new"),
    "a = make('a')\nb = make('b')\ndefault = a\n": ("default", "a"),
    "a, b = make('a'), make('b')\n": ("b", "b"),
    "agent = make('agent')\nspare = make('spare')\nspare = None\n": ("agent", "agent"),
    "agent = make('agent')\nother = make('other')\ndel other\n": ("agent", "agent"),
    "agent = make('agent')\nother = make('other')\ndef other():\n    return 1\n": ("agent", "agent"),
    "agent = make('agent') if True else None\n": ("agent", "agent"),
    "try:\n    agent = make('agent')\nexcept Exception:\n    agent = None\n": ("agent", "agent"),
    "if (agent := make('agent')):\n    pass\n": ("agent", "agent"),
    "match 1:\n    case 1:\n        agent = make('agent')\n    case _:\n        agent = None\n": ("agent", "agent"),
    "agent = make('old')\ncritic = make('critic')\nif True:\n    agent = make('new')\n": ("agent", "new"),
    "for name in ['one', 'two']:\n    agent = make(name)\n": ("agent", "two"),
    "team = Swarm([make('one')])\nhelper = make('helper')\n": ("team", "one"),
    BUILDER + "graph = b.build()\nhelper = make('helper')\n": ("graph", "x"),
    BUILDER + "def finish():\n    return b.build()\nteam = finish()\nhelper = make('helper')\n": ("team", "x"),
    "class Thing:\n    def build(self):\n        return 1\nagent = make('agent')\nthing = Thing().build()\n": (
        "agent",
        "agent",
    ),
    "class Team(Swarm): pass\nteam = Team([make('one')])\nhelper = make('helper')\n": ("team", "one"),
}


def chosen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str] | None:
    """What the function chooses."""
    monkeypatch.syspath_prepend(str(folder))
    choice = AgentModule().choice
    return (choice.kind, choice.name) if choice is not None else None


def reported(answer: dict[str, Any]) -> tuple[str, str] | None:
    """What the check reports."""
    entry = answer["entry_point"]
    return (entry["kind"], entry["name"]) if entry is not None else None


@pytest.mark.parametrize("path", [*sorted(SAMPLES.glob("[0-9]*.py")), *GENERATED], ids=lambda path: path.stem)
def test_check_and_function_agree_on_every_sample(check, monkeypatch, tmp_path, path: Path) -> None:
    inject(path.read_bytes(), tmp_path / "source")
    found = reported(check(path.read_bytes()))
    assert found is not None and found == chosen(tmp_path / "source", monkeypatch)


@pytest.mark.parametrize("code", FUNCTIONS)
def test_the_function_that_the_check_names_is_called(check, deploy, monkeypatch, tmp_path, code: str) -> None:
    inject(code.encode(), tmp_path / "source")
    answer = check(code)
    assert answer["ok"], answer["errors"]
    assert reported(answer) == chosen(tmp_path / "source", monkeypatch) == FUNCTIONS[code]
    agent = deploy(code, PYTHONPATH=str(write_stand_in(tmp_path)))
    assert agent.text("x") == FUNCTIONS[code][1]


@pytest.mark.parametrize("code", AGENTS)
def test_the_agent_that_the_check_names_answers(check, deploy, stub, monkeypatch, tmp_path, code: str) -> None:
    name, speaker = AGENTS[code]
    inject((HEAD + code).encode(), tmp_path / "source")
    answer = check(HEAD + code)
    assert answer["ok"], answer["errors"]
    assert reported(answer) == chosen(tmp_path / "source", monkeypatch) == ("agent", name)
    stub.requests.clear()
    deploy(HEAD + code).text("x [[notool]]")
    assert f"[[name:{speaker}]]" in json.dumps(stub.requests[0]["body"])


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import os\nif os.getenv('NO_SUCH'):\n    def main(p): return 1\n"
        "", "main is not defined after import (expected: a function)"),
        ("def main(p): return 1\nglobals()['main'] = 3\n", "main is of type int (expected: a function)"),
    ],
)
def test_what_the_run_has_taken_away_is_named_and_nothing_else_is_called(deploy, code: str, message: str) -> None:
    agent = deploy(HEAD + "agent = make('agent')\n" + code)
    assert agent.ask("x")[1]["error_type"] == "NothingToCall"
    assert message in agent.log()


def test_both_sides_use_the_same_files() -> None:
    manifest = json.loads((RESOURCES / "manifest.json").read_text())
    shared = [path for path in manifest["check"]["files"] if path.startswith("lambda/")]
    assert {Path(path).stem for path in shared} == {"__init__", "entry_choice", "makers", "statements", "trees"}
    assert set(shared) <= set(manifest["lambda"]["runtime"])


def test_the_check_needs_nothing_else_of_the_function(check_alone: Callable[[str], dict[str, Any]]) -> None:
    assert reported(check_alone("def main(p):\n    return 1\n")) == ("main", "main")


@pytest.fixture
def check_alone(tmp_path) -> Callable[[str], dict[str, Any]]:
    """The checker with the files that the manifest gives it."""
    import subprocess

    manifest = json.loads((RESOURCES / "manifest.json").read_text())
    for path in [*manifest["check"]["files"], *manifest["data"].values()]:
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((RESOURCES / path).read_bytes())

    def run(code: str) -> dict[str, Any]:
        command = [sys.executable, "-I", str(tmp_path / manifest["check"]["command"]), "--runtime", "3.11"]
        return json.loads(subprocess.run(command, input=code.encode(), capture_output=True, check=True).stdout)

    return run
