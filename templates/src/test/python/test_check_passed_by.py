"""Functions that look like entry points and are not called are named, with what makes Slipway call them."""

from __future__ import annotations

import pytest
from conftest import codes

AGENT = "from strands import Agent\nagent = Agent()\n"
BUILD = "from strands import Agent\ndef build():\n    return Agent()\n"
HINTS = {
    BUILD + "def helper(x):\n    return x\ndef handler(event, _context):\n    return 1\n": "add 'main = handler'",
    BUILD + "def handle(event, ctx):\n    return 1\n": "Rename 'handle' to lambda_handler",
    BUILD + "def ask(prompt):\n    return build()(prompt)\n": "add 'main = ask'",
    BUILD + "def used(x):\n    return x\ndef ask(prompt):\n    return used(build()(prompt))\n": "add 'main = ask'",
    BUILD + "def ask(prompt):\n    return 1\ndef tell(prompt):\n    return 1\n"
    "": "Define 'async def main(user_input_arg=None)'",
    "from strands import Agent\ndef make(name):\n    return Agent(name=name)\nagents = {'a': make('a')}\n"
    "": "Define 'async def main(user_input_arg=None)'",
    BUILD + "from mangum import Mangum\nhandler = Mangum(None)\n": "Add 'lambda_handler = handler'",
}


@pytest.mark.parametrize("code", HINTS)
def test_the_hint_names_the_function_that_was_meant(check, code: str) -> None:
    error = check(code)["errors"][0]
    assert error["code"] == "no_entry_point" and HINTS[code] in error["hint"]


ASKERS = "from strands import Agent\nfirst = Agent()\nlast = Agent()\n"
PASSED_BY = {
    "def ask(prompt):\n    return last(str(first(prompt)))\n": 4,
    "async def ask(prompt):\n    return await last.invoke_async(prompt)\nif __name__ == '__main__':\n    ask('x')\n": 4,
    "def ask(prompt):\n    def inner():\n        return last(prompt)\n    return inner()\n": 4,
}


@pytest.mark.parametrize("code", PASSED_BY)
def test_a_function_that_asks_and_is_not_called_is_a_warning(check, code: str) -> None:
    found = [w for w in check(ASKERS + code)["warnings"] if w["code"] == "entry_point_not_called"]
    assert codes(found) == [("entry_point_not_called", PASSED_BY[code])]
    assert "ask asks an agent and is not called: last is" in found[0]["message"] and "'main = ask'" in found[0]["hint"]


HANDLER = "def lambda_handler(event, context):\n    return 1\n"
APP = (
    "from bedrock_agentcore import BedrockAgentCoreApp\napp = BedrockAgentCoreApp()\n@app.entrypoint\n"
    "def ask(p):\n    return 1\n"
)
WARNED = {
    AGENT + "def handler(event, context):\n    return agent(event['prompt'])\n": (3, "handler is not called"),
    HANDLER + "def main(prompt):\n    return 1\n": (1, "lambda_handler is not called: main is the entry point"),
    APP + "def main(prompt):\n    return 1\n": (4, "ask is not called: main is the entry point"),
    APP + HANDLER: (4, "ask is not called: lambda_handler is the entry point"),
    AGENT + "from fastapi import FastAPI\napi = FastAPI()\n@api.post('/invocations')\nasync def ask(r):\n"
    "    return 1\n": (
        6,
        "ask answers a server's requests, and there is no server: agent is called",
    ),
}


@pytest.mark.parametrize("code", WARNED)
def test_what_is_not_called_is_a_warning(check, code: str) -> None:
    line, message = WARNED[code]
    warnings = [found for found in check(code)["warnings"] if found["code"] == "entry_point_not_called"]
    assert codes(warnings) == [("entry_point_not_called", line)]
    assert message in warnings[0]["message"] and warnings[0]["hint"]


@pytest.mark.parametrize(
    "code",
    [
        HANDLER,
        HANDLER + "main = lambda_handler\n",
        HANDLER + "def main(prompt):\n    return lambda_handler({'prompt': prompt}, None)\n",
        HANDLER + "def main():\n    print(lambda_handler({}, None))\n",
        APP + "main = ask\n",
        AGENT + "from strands import tool\n@tool\ndef look(event, context):\n    'Looks.'\n    return 1\n",
        ASKERS + "from strands import tool\n@tool\ndef ask(prompt: str) -> str:\n    'Asks.'\n    return str(first(prompt))\n",
        ASKERS + "def ask(prompt):\n    return first(prompt)\ndef main(prompt):\n    return ask(prompt)\n",
        ASKERS + "def show():\n    print(first('x'))\n",
        ASKERS + "def build(name):\n    agent = Agent(name=name)\n    return agent\n",
        AGENT + "def on_event(event, context):\n    return 1\nagent.hooks = [on_event]\n",
    ],
)
def test_what_is_called_or_meant_for_something_else_is_not(check, code: str) -> None:
    assert "entry_point_not_called" not in [found for found, _ in codes(check(code)["warnings"])]
