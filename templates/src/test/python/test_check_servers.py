"""Servers that never return: refused where they certainly start, with what is called instead."""

from __future__ import annotations

import pytest
from conftest import codes

AGENT = "from strands import Agent\nagent = Agent()\n"
APP = AGENT + "from bedrock_agentcore.runtime import BedrockAgentCoreApp\napp = BedrockAgentCoreApp()\n"
ASK = APP + "@app.entrypoint\ndef ask(payload):\n    return 1\n"
# The line of the server's start.
REFUSED = {
    ASK + "app.run(port=18097, host='127.0.0.1')\n": 8,
    ASK + "ask.run()\n": 8,
    ASK + "try:\n    app.run()\nfinally:\n    pass\n": 9,
    ASK + "def start():\n    app.run()\nstart()\n": 9,
    AGENT + "from strands.multiagent.a2a import A2AServer\nA2AServer(agent=agent).serve()\n": 4,
    AGENT + "from strands.multiagent.a2a import A2AServer as S\ndef main(prompt):\n    s = S(agent)\n"
    "    s.serve(port=9000)\n": 6,
    AGENT + "import uvicorn\ndef main():\n    uvicorn.run('x:app')\n": 5,
    AGENT + "from uvicorn import run as serve\nserve('x:app')\n": 4,
    AGENT + "import uvicorn as u\nasync def main(p):\n    await u.Server(u.Config('x')).serve()\n": 5,
    AGENT + "import asyncio, uvicorn\nasync def go():\n    s = uvicorn.Server(1)\n    await s.serve()\n"
    "asyncio.run(go())\n": 6,
    AGENT + "from mcp.server.fastmcp import FastMCP\nmcp = FastMCP('x')\nmcp.run()\n": 5,
    AGENT + "from flask import Flask\nclass Web(Flask): pass\ndef make():\n    web = Web('x')\n    return web\n"
    "make().run()\n": 8,
    AGENT + "import uvicorn\nclass Box:\n    def start(self):\n        uvicorn.run('x')\nbox = Box()\nbox.start()\n": 6,
    AGENT + "import gradio as gr\nwith gr.Blocks() as demo:\n    pass\ndemo.launch()\n": 6,
    AGENT + "from http.server import HTTPServer\nHTTPServer(('', 80), None).serve_forever()\n": 4,
    AGENT + "import uvicorn\ndef lambda_handler(event, context):\n    uvicorn.run('x')\n": 5,
    AGENT + "import uvicorn\ndef start():\n    uvicorn.run('x')\nmain = start\n": 5,
    ASK + "if True:\n    app.run()\n": 9,
    AGENT + "import grpc\nserver = grpc.server(None)\nserver.start()\nserver.wait_for_termination()\n": 6,
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_server_that_starts_is_refused_at_its_line(check, code: str) -> None:
    answer = check(code)
    assert codes(answer["errors"]) == [("server_never_returns", REFUSED[code])]
    assert "never returns" in answer["errors"][0]["message"]


PASSED = {
    "under the guard": ASK + "if __name__ == '__main__':\n    app.run()\n",
    "under a guard in an expression": ASK + "app.run() if __name__ == '__main__' else None\n",
    "under a guard with and": ASK + "__name__ == '__main__' and app.run()\n",
    "under the guard with a condition": ASK + "import os\nif __name__ == '__main__' and os.name:\n    app.run()\n",
    "in a main that only the guard calls": ASK + "def main():\n    app.run()\nif __name__ == '__main__':\n    main()\n",
    "in a function that nobody calls": AGENT + "import uvicorn\ndef serve():\n    uvicorn.run('x')\n",
    "in a thread": AGENT + "import threading\nfrom mcp.server import FastMCP\ndef start():\n"
    "    mcp = FastMCP('x')\n    mcp.run()\n"
    "threading.Thread(target=start, daemon=True).start()\n",
    "in a lambda for a thread": ASK + "import threading\nthreading.Thread(target=lambda: app.run()).start()\n",
    "in a task": AGENT + "import asyncio, uvicorn\nasync def main(p):\n"
    "    asyncio.create_task(uvicorn.Server(1).serve())\n    return 1\n",
    "another run": AGENT + "import subprocess\nclass App:\n    def run(self): return 1\napp = App()\napp.run()\n"
    "subprocess.run(['ls'])\n",
    "another serve": AGENT + "class Server:\n    def serve(self): return 1\ndef main(p):\n"
    "    return Server().serve()\n",
}


@pytest.mark.parametrize("name", PASSED)
def test_what_starts_no_server_passes(check, name: str) -> None:
    answer = check(PASSED[name])
    assert answer["ok"], answer["errors"]
    assert "server_never_returns" not in [code for code, _ in codes(answer["warnings"])]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (ASK + "import os\nif os.environ.get('LOCAL'):\n    app.run()\n", 10),
        (ASK + "import os\nos.environ.get('LOCAL') and app.run()\n", 9),
        (ASK + "import os\napp.run() if os.environ.get('LOCAL') else None\n", 9),
        (APP + "def main(prompt=None):\n    if prompt:\n        return agent(prompt)\n    app.run()\n", 8),
    ],
)
def test_a_server_that_may_start_is_a_warning(check, code: str, line: int) -> None:
    answer = check(code)
    assert answer["ok"]
    assert ("server_never_returns", line) in codes(answer["warnings"])


@pytest.mark.parametrize(
    ("code", "part"),
    [
        (ASK + "app.run()\n", "on Lambda 'ask' is called without a server"),
        (AGENT + "import uvicorn\nuvicorn.run('x')\n", "on Lambda 'agent' is called without a server"),
        (AGENT + "import uvicorn\ndef main():\n    uvicorn.run('x')\n"
        "", "rename main, to serve, say, so that 'agent' is called"),
        ("import uvicorn\ndef main():\n    uvicorn.run('x')\n", "Let main take the prompt and return the answer"),
        ("import uvicorn\nuvicorn.run('x')\n", "define 'async def main(user_input_arg=None)'"),
    ],
)
def test_the_hint_says_what_to_call_instead(check, code: str, part: str) -> None:
    hints = [error["hint"] for error in check(code)["errors"] if error["code"] == "server_never_returns"]
    assert part in hints[0]


ENDLESS = {
    AGENT + "import time\nwhile True:\n    time.sleep(60)\n": 4,
    AGENT + "def main(p):\n    while 1:\n        for word in p:\n            if word:\n                break\n": 4,
    AGENT + "import asyncio\nasync def go():\n    while True:\n        await asyncio.sleep(5)\nasyncio.run(go())\n": 5,
    AGENT + "if True:\n    while True:\n        agent('x')\n": 4,
}


@pytest.mark.parametrize("code", ENDLESS)
def test_a_loop_that_nothing_ends_is_a_warning(check, code: str) -> None:
    answer = check(code)
    assert answer["ok"] and ("endless_loop", ENDLESS[code]) in codes(answer["warnings"])


@pytest.mark.parametrize(
    "loop",
    [
        "def main(p):\n    while True:\n        if agent(p):\n            break\n",
        "def main(p):\n    while True:\n        return agent(p)\n",
        "async def main(p):\n    while True:\n        yield 'x'\n",
        "def main(p):\n    while True:\n        try:\n            agent(p)\n        except ValueError:\n            raise\n",
        "def main(p):\n    while p:\n        p = agent(p)\n",
        "def watch():\n    while True:\n        agent('x')\nimport threading\nthreading.Thread(target=watch).start()\n",
        "if __name__ == '__main__':\n    while True:\n        agent('x')\n",
    ],
)
def test_a_loop_that_ends_or_runs_beside_is_not(check, loop: str) -> None:
    assert "endless_loop" not in [code for code, _ in codes(check(AGENT + loop)["warnings"])]


@pytest.mark.parametrize("shape", ["def f{0}():\n    f{1}()\n", "class C{0}:\n    def go(self): C{1}().go()\n"])
def test_calls_without_end_get_an_answer(check, shape: str) -> None:
    chain = "".join(shape.format(number, (number + 1) % 300) for number in range(300))
    assert check(chain + ("f0()\n" if "def f" in shape else "C0().go()\n") + "def main(p):\n    return 1\n")["ok"]
