"""What the check says about MCP: servers that cannot start on Lambda, agents that outlive their client."""

from __future__ import annotations

import pytest
from conftest import codes

MAIN = "def main(p):\n    return p\n"
STDIO = (
    "import os, sys\nfrom pathlib import Path\nfrom mcp import StdioServerParameters\np = StdioServerParameters({})\n"
)
FOLDER = "Path(__file__).parent"


@pytest.mark.parametrize(
    ("start", "message"),
    [
        ("command='uvx', args=['mcp-server-time@latest']", "started with 'uvx'"),
        ("command='python', args=['weather_server.py']", "weather_server.py is not deployed"),
        (
            "command='python3', args=['-u', './servers/weather.py', '--port', '1']",
            "./servers/weather.py is not deployed",
        ),
        (f"command=sys.executable, args=[str({FOLDER} / 'server.py')]", "server.py is not deployed"),
        ("command='python', args=[os.path.join(os.path.dirname(__file__), 'server.py')]", "server.py is not deployed"),
        ("command='python', args=['-m', 'server']", "'server' looks like a module of your own"),
        (
            "command='python', args=['-W', 'ignore', '-m', 'tools.weather']",
            "'tools.weather' looks like a module of your own",
        ),
    ],
)
def test_a_server_that_is_not_on_lambda_is_a_warning(check, start: str, message: str) -> None:
    answer = check(STDIO.format(start) + MAIN)
    assert answer["ok"] and codes(answer["warnings"]) == [("mcp_stdio", 4)]
    assert message in answer["warnings"][0]["message"]


@pytest.mark.parametrize(
    "start",
    [
        "command='python', args=['-m', 'mcp_server_time', '--local-timezone', 'Europe/Lisbon']",
        "command=sys.executable, args=['-c', SERVER]",
        "command=sys.executable, args=[__file__, 'serve']",
        "command='python', args=['/tmp/server.py']",
        "command='python', args=['server.py'], cwd='/tmp/servers'",
        "command='python', args=arguments",
        "command=sys.executable, args=[script]",
    ],
)
def test_a_server_that_may_be_on_lambda_is_no_warning(check, start: str) -> None:
    assert check(STDIO.format(start) + MAIN)["warnings"] == []


def test_servers_of_a_configuration_are_judged_alike(check) -> None:
    code = (
        "from strands.tools.mcp import MCPClient\nclients = MCPClient.load_servers({'mcpServers': {\n"
        "    'a': {'command': 'npx', 'args': ['-y', 'thing']},\n    'b': {'command': 'python', 'args': ['b.py']},\n"
        "    'c': {'command': 'python', 'args': ['-m', 'mcp_server_time']},\n"
        "    'd': {'url': 'https://example.com/mcp'},\n}})\n"
    )
    answer = check(code + MAIN)
    assert codes(answer["warnings"]) == [("mcp_stdio", 3), ("mcp_stdio", 4)]
    assert "mcp-server-time" in answer["requirements"]


def test_a_configuration_file_is_not_deployed(check) -> None:
    code = "from strands.tools.mcp import MCPClient\nclients = MCPClient.load_servers('mcp.json')\n"
    assert codes(check(code + MAIN)["warnings"]) == [("file_not_deployed", 2)]


@pytest.mark.parametrize("module", ["mcp_server_time", "mcp_server_fetch"])
def test_the_package_of_a_known_server_is_required(check, module: str) -> None:
    code = f"command='python', args=['-m', '{module}']"
    assert module.replace("_", "-") in check(STDIO.format(code) + MAIN)["requirements"]


CLIENT = (
    "from strands import Agent, tool\nfrom strands.tools.mcp import MCPClient\nfrom strands.multiagent import Swarm\n"
    "from contextlib import ExitStack\ndef connect():\n    return None\nclock = MCPClient(connect)\n"
)
MADE = "    agent = Agent(tools=clock.list_tools_sync())\n"
ASK = "def main(p):\n    return str(agent(p))\n"
OUTLIVES = {
    "the agent that is called": ("with clock:\n" + MADE, 9),
    "asked in main": ("with clock:\n" + MADE + ASK, 11),
    "asked asynchronously": (
        "with clock:\n" + MADE + "async def main(p):\n    return await agent.invoke_async(p)\n",
        11,
    ),
    "streamed in main": (
        "with clock:\n" + MADE + "async def main(p):\n    async for e in agent.stream_async(p):\n        yield e\n",
        11,
    ),
    "asked by a helper": (
        "with clock:\n" + MADE + "def ask(p):\n    return agent(p)\ndef main(p):\n    return ask(p)\n",
        11,
    ),
    "asked by a tool": (
        "with clock:\n"
        + MADE
        + "@tool\ndef when(p: str) -> str:\n    return str(agent(p))\nboss = Agent(tools=[when])\n",
        12,
    ),
    "handed to a helper": (
        "with clock:\n" + MADE + "def ask(a, p):\n    return a(p)\ndef main(p):\n    return ask(agent, p)\n",
        13,
    ),
    "main inside the block": ("with clock:\n" + MADE + "    def main(p):\n        return str(agent(p))\n", 11),
    "a client without a name of its own": ("with MCPClient(connect) as clock:\n" + MADE + ASK, 11),
    "two clients": (
        "other = MCPClient(connect)\nwith clock, other:\n"
        "    tools = clock.list_tools_sync() + other.list_tools_sync()\n"
        "    agent = Agent(tools=[*tools, connect])\n" + ASK,
        13,
    ),
    "an exit stack": ("with ExitStack() as stack:\n    stack.enter_context(clock)\n" + MADE + ASK, 12),
    "made after the block": (
        "with clock:\n    tools = clock.list_tools_sync()\nagent = Agent(tools=tools)\n" + ASK,
        12,
    ),
    "made in main of dead tools": (
        "with clock:\n    tools = clock.list_tools_sync()\ndef main(p):\n"
        "    agent = Agent(tools=tools)\n    return str(agent(p))\n",
        12,
    ),
    "a list that grows": (
        "tools = []\nwith clock:\n    tools.extend(clock.list_tools_sync())\nagent = Agent(tools=tools)\n" + ASK,
        13,
    ),
    "a team": ("with clock:\n" + MADE + "    team = Swarm([agent])\ndef main(p):\n    return str(team(p))\n", 12),
    "stopped by hand": (
        "clock.start()\nagent = Agent(tools=clock.list_tools_sync())\nclock.stop(None, None, None)\n" + ASK,
        12,
    ),
    "asked below the block": (
        "def main(p):\n    with clock:\n        agent = Agent(tools=clock.list_tools_sync())\n"
        "    return str(agent(p))\n",
        11,
    ),
    "a factory": (
        "def build():\n    with clock:\n        return Agent(tools=clock.list_tools_sync())\nagent = build()\n" + ASK,
        10,
    ),
    "an answer that begins later": (
        "def main(p):\n    with clock:\n        agent = Agent(tools=clock.list_tools_sync())\n"
        "        return agent.stream_async(p)\n",
        11,
    ),
    "kept in an object": (
        "class Bot:\n    def __init__(self):\n        with clock:\n"
        "            self.agent = Agent(tools=clock.list_tools_sync())\n"
        "    def ask(self, p):\n        return str(self.agent(p))\nbot = Bot()\ndef main(p):\n    return bot.ask(p)\n",
        13,
    ),
}


@pytest.mark.parametrize("kind", OUTLIVES)
def test_an_agent_that_outlives_its_client_is_a_warning(check, kind: str) -> None:
    code, line = OUTLIVES[kind]
    answer = check(CLIENT + code)
    assert answer["ok"], answer["errors"]
    assert [found for found in codes(answer["warnings"]) if found[0] == "mcp_client_closed"] == [
        ("mcp_client_closed", line)
    ]


LIVES = {
    "all in main": "def main(p):\n    with clock:\n"
    "        agent = Agent(tools=clock.list_tools_sync())\n        return str(agent(p))\n",
    "opened again": "with clock:\n" + MADE + "def main(p):\n    with clock:\n        return str(agent(p))\n",
    "tools of a helper, opened again": (
        "def tools():\n    with clock:\n        return clock.list_tools_sync()\n"
        "def main(p):\n    found = tools()\n    with clock:\n        return str(Agent(tools=found)(p))\n"
    ),
    "given to the agent": "agent = Agent(tools=[clock])\n" + ASK,
    "started and never stopped": "clock.start()\nagent = Agent(tools=clock.list_tools_sync())\n" + ASK,
    "stopped only on failure": (
        "def main(p):\n    clock.start()\n    try:\n        tools = clock.list_tools_sync()\n"
        "    except Exception:\n        clock.stop(None, None, None)\n        raise\n"
        "    return str(Agent(tools=tools)(p))\n"
    ),
    "stopped in the end": (
        "def main(p):\n    clock.start()\n    try:\n        agent = Agent(tools=clock.list_tools_sync())\n"
        "        return str(agent(p))\n    finally:\n        clock.stop(None, None, None)\n"
    ),
    "only its words are used": (
        "def main(p):\n    with clock:\n        agent = Agent(tools=clock.list_tools_sync())\n"
        "        answer = agent(p)\n"
        "    print(len(agent.messages))\n    return str(answer)\n"
    ),
    "only names are kept": (
        "with clock:\n    tools = clock.list_tools_sync()\n    names = [each.tool_name for each in tools]\n"
        "def main(p):\n    return str(Agent(system_prompt=str(names))(p))\n"
    ),
    "another agent answers": "with clock:\n"
    + MADE
    + "    print(agent.tool_names)\nplain = Agent()\ndef main(p):\n    return str(plain(p))\n",
    "the name is used again": "with clock:\n" + MADE + "agent = Agent()\n" + ASK,
    "a parameter of that name": "with clock:\n" + MADE + "def main(agent):\n    return str(Agent()(agent))\n",
    "a generator": (
        "async def main(p):\n    with clock:\n        agent = Agent(tools=clock.list_tools_sync())\n"
        "        async for event in agent.stream_async(p):\n            yield event\n"
    ),
    "only as a script": "agent = Agent()\n" + ASK + "if __name__ == '__main__':\n    with clock:\n"
    "        late = Agent(tools=clock.list_tools_sync())\n    late('x')\n",
}


@pytest.mark.parametrize("kind", LIVES)
def test_an_agent_whose_client_is_open_is_no_warning(check, kind: str) -> None:
    assert "mcp_client_closed" not in {finding["code"] for finding in check(CLIENT + LIVES[kind])["warnings"]}
