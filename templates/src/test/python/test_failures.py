"""A failure's summary: the error and the line in the author's own file, short enough for a log's last 4 KB."""

from __future__ import annotations

import json
import sys

import pytest

NAME = "boom.py"

CASES = {
    "an error": (
        "def main(prompt):\n    raise ValueError('no tide tables')\n",
        {"error_type": "ValueError", "error": "no tide tables", "line": 2, "function": "main", "code": "raise ValueError('no tide tables')"},
    ),
    "an error below main": (
        "def look(port):\n    return {}[port]\n\n\ndef main(prompt):\n    return look('Hull')\n",
        {"error_type": "KeyError", "error": "'Hull'", "line": 2, "function": "look", "code": "return {}[port]"},
    ),
    "an error in a library": (
        "import json\ndef main(prompt):\n    return json.loads('{')\n",
        {"error_type": "JSONDecodeError", "line": 3, "code": "return json.loads('{')"},
    ),
    "an error while loading": (
        "import os\nTOKEN = os.environ['HARBOUR_TOKEN']\ndef main(prompt):\n    return TOKEN\n",
        {"error_type": "KeyError", "error": "'HARBOUR_TOKEN'", "line": 2, "function": "<module>"},
    ),
    "a syntax error": ("def main(prompt):\n    return (\n", {"error_type": "SyntaxError", "line": 2, "code": "return ("}),
    "a syntax error in code made at run time": (
        "def main(prompt):\n    return eval('1 +')\n",
        {"error_type": "SyntaxError", "line": 2, "function": "main"},
    ),
    "recursion": ("def main(prompt):\n    return main(prompt)\n", {"error_type": "RecursionError", "line": 2, "function": "main"}),
    "an error without text": (
        "class Odd(Exception):\n    def __str__(self):\n        raise TypeError('no text')\ndef main(prompt):\n    raise Odd()\n",
        {"error_type": "Odd", "error": "(no text: its __str__ raised TypeError)", "line": 5},
    ),
    "text that is not UTF-8": (
        "def main(prompt):\n    raise ValueError(b'caf\\xe9'.decode('utf-8', 'surrogateescape'))\n",
        {"error_type": "ValueError", "error": "caf\\udce9", "line": 2},
    ),
    "an exit": ("import sys\ndef main(prompt):\n    sys.exit(3)\n", {"error_type": "SystemExit", "error": "3", "line": 3}),
    "a cycle of causes": (
        "def main(prompt):\n    error = ValueError('round')\n    error.__cause__ = KeyError('and')\n    error.__cause__.__cause__ = error\n    raise error\n",
        {"error_type": "ValueError", "error": "round", "line": 5},
    ),
    "windows lines and a mark": (
        b"\xef\xbb\xbf# -*- coding: latin-1 -*-\r\ndef main(prompt):\r\n    raise ValueError('\xe9')\r\n",
        {"error_type": "ValueError", "error": "é", "line": 3},
    ),
}


def summary(agent) -> dict:
    """The summary as it can be read in the 4 KB that Lambda returns."""
    lines = [line for line in agent.tail().splitlines() if '"event": "agent_' in line and '"error_type"' in line]
    assert lines, agent.tail()
    return json.loads(lines[-1])


@pytest.mark.parametrize("kind", CASES)
def test_a_failure_names_the_error_and_the_authors_line(rig, kind: str) -> None:
    code, expected = CASES[kind]
    if kind == "windows lines and a mark":
        code = code.removeprefix(b"\xef\xbb\xbf")
    agent = rig(code, file=NAME)
    assert agent.ask("x")[0] == 500
    seen = summary(agent)
    assert seen["file"] == NAME
    assert {name: seen.get(name) for name in expected} == expected


def test_the_trace_is_in_lines_and_names_the_authors_file(rig) -> None:
    agent = rig("def main(prompt):\n    raise ValueError('no tide tables')\n", file=NAME)
    agent.ask("x")
    log = agent.log().splitlines()
    place = next(number for number, line in enumerate(log) if line == '  File "/mnt/task/boom.py", line 2, in main')
    assert log[place + 1].strip() == "raise ValueError('no tide tables')"
    assert log[place + 2].startswith(("ValueError: no tide tables", "    ^"))


def test_without_a_name_the_file_is_called_agent(rig) -> None:
    agent = rig("def main(prompt):\n    raise ValueError()\n")
    agent.ask("x")
    assert summary(agent)["file"] == "agent.py"


CHAIN = """
def read(port):
    return {}[port]

def look(port):
    try:
        return read(port)
    except KeyError as error:
        raise LookupError("no such port") from error

def main(prompt):
    try:
        look("Hull")
    except LookupError as error:
        raise RuntimeError("could not book") from error
"""


def test_what_caused_an_error_has_its_own_line(rig) -> None:
    agent = rig(CHAIN, file=NAME)
    agent.ask("x")
    seen = summary(agent)
    assert (seen["error_type"], seen["line"]) == ("RuntimeError", 15)
    assert [(cause["error_type"], cause["error"], cause["line"]) for cause in seen["causes"]] == [
        ("LookupError", "no such port", 9),
        ("KeyError", "'Hull'", 3),
    ]


@pytest.mark.skipif(sys.version_info < (3, 11), reason="exception groups came with 3.11")
def test_the_errors_in_a_group_are_named(rig) -> None:
    code = "def main(prompt):\n    raise ExceptionGroup('two failed', [ValueError('first'), KeyError('second')])\n"
    agent = rig(code, file=NAME)
    agent.ask("x")
    seen = summary(agent)
    assert seen["error"].startswith("two failed")
    assert [cause["error"] for cause in seen["causes"]] == ["first", "'second'"]


LONG = {
    "a deep stack": "def main(prompt, depth=400):\n    if depth:\n        return main(prompt, depth - 1)\n    raise ValueError('the end')\n",
    "a long message": "def main(prompt):\n    raise ValueError('the end ' + 'x' * 500_000)\n",
    "a message of many lines": "def main(prompt):\n    raise ValueError('the end ' + 'x\\n' * 50_000)\n",
    "a message that JSON makes long": "def main(prompt):\n    raise ValueError('the end ' + '\\x00\"\\\\' * 5_000)\n",
    "a message of wide characters": "def main(prompt):\n    raise ValueError('the end ' + '\\U0001f6a2' * 5_000)\n",
    "long causes": "def main(prompt):\n    error = None\n    for _ in range(50):\n        cause, error = error, ValueError('the end ' + 'é' * 9_000)\n        error.__cause__ = cause\n    raise error\n",
    "a long line": "def main(prompt):\n    raise ValueError('the end " + "y" * 50_000 + "')\n",
}


@pytest.mark.parametrize("kind", LONG)
def test_however_long_a_trace_is_its_summary_fits(rig, kind: str) -> None:
    agent = rig(LONG[kind], file=NAME)
    assert agent.ask("x")[0] == 500
    seen = summary(agent)
    assert (seen["error_type"], seen["file"]) == ("ValueError", NAME)
    assert seen["error"].startswith("the end") and isinstance(seen["line"], int)
    assert max(map(len, agent.log().splitlines())) < 10_000


MODEL = "from strands import Agent\nfrom strands.models import BedrockModel\n\nmodel = BedrockModel(model_id='us.amazon.nova-lite-v1:0')\n"
REFUSED = {
    "one agent": ("agent = Agent(model=model, callback_handler=None)\ndef main(prompt):\n    return agent(prompt)\n", "return agent(prompt)"),
    "an agent as a tool": (
        "from strands import tool\n@tool\ndef expert(words: str) -> str:\n    'Asks an expert.'\n    return str(Agent(model=model)(words))\n"
        "def main(prompt):\n    return Agent(model=model, tools=[expert], callback_handler=None)(prompt)\n",
        "return Agent(model=model, tools=[expert], callback_handler=None)(prompt)",
    ),
    "a graph": (
        "from strands.multiagent import GraphBuilder\nbuilder = GraphBuilder()\n"
        "builder.add_node(Agent(model=model, callback_handler=None), 'a')\n"
        "builder.set_entry_point('a')\ngraph = builder.build()\nasync def main(prompt):\n    return graph(prompt)\n",
        "return graph(prompt)",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_models_refusal_is_named_behind_a_trace_of_many_kilobytes(rig, kind: str) -> None:
    code, line = REFUSED[kind]
    agent = rig(MODEL + code, file=NAME)
    assert agent.ask("[[fail:marketplace]]")[0] == 500
    seen = summary(agent)
    said = json.dumps([seen["error_type"], seen["error"], seen.get("causes")])
    assert "AccessDeniedException" in said and "aws-marketplace:ViewSubscriptions" in said
    assert (seen["file"], seen["code"]) == (NAME, line)
    assert len(agent.log()) > 6_000


def test_a_crash_says_how_the_process_ended(rig) -> None:
    agent = rig("import os, signal\ndef main(prompt):\n    os.kill(os.getpid(), signal.SIGSEGV)\n", file=NAME)
    assert agent.ask("x")[1]["error_type"] == "Crashed"
    assert "ended by SIGSEGV" in summary(agent)["error"]
