"""MCP servers that an agent starts itself: what they are given, how long they live."""

from __future__ import annotations

from pathlib import Path

import pytest

SERVER = """
import os
from mcp.server.fastmcp import FastMCP

server = FastMCP("harbour", log_level="WARNING")

@server.tool()
def tide(port: str) -> str:
    return f"noon in {port}, process {os.getpid()}"

@server.tool()
def given() -> str:
    return " ".join(sorted(os.environ))

server.run()
"""
HEAD = f"""
import sys
from mcp import StdioServerParameters, stdio_client
from strands import Agent
from strands.tools.mcp import MCPClient
from strands.models import BedrockModel

SERVER = {SERVER!r}

def make(tools):
    return Agent(model=BedrockModel(model_id="us.amazon.nova-lite-v1:0"), tools=tools, callback_handler=None)

def client(command, *args, **more):
    return MCPClient(lambda: stdio_client(StdioServerParameters(command=command, args=args, **more)))

def text(answer):
    return answer["content"][0]["text"]
"""
OPENED_IN_MAIN = """
harbour = {client}

def main(prompt):
    with harbour:
        agent = make(harbour.list_tools_sync())
        return text(agent.tool.given() if prompt == "given" else agent.tool.tide(port=prompt))
"""


@pytest.fixture
def layer(tmp_path: Path) -> str:
    """A folder outside the package with a server in it, as a Lambda layer is."""
    folder = tmp_path / "layer"
    folder.mkdir()
    (folder / "harbour_server.py").write_text(SERVER)
    return str(folder)


@pytest.mark.parametrize("command", ['"python"', '"python3"', "sys.executable"])
@pytest.mark.parametrize("more", ["", ', env={"MODE": "calm"}'])
def test_a_server_that_is_a_module_in_a_layer_starts(deploy, layer, command: str, more: str) -> None:
    code = OPENED_IN_MAIN.format(client=f'client({command}, "-m", "harbour_server"{more})')
    assert deploy(HEAD + code, PYTHONPATH=layer).text("Lisbon").startswith("noon in Lisbon")


def test_a_server_from_a_configuration_starts(deploy, layer) -> None:
    servers = '{"mcpServers": {"harbour": {"command": "python", "args": ["-m", "harbour_server"]}}}'
    code = OPENED_IN_MAIN.format(client=f"MCPClient.load_servers({servers})[0]")
    assert deploy(HEAD + code, PYTHONPATH=layer).text("Lisbon").startswith("noon in Lisbon")


def test_a_server_is_given_paths_and_no_keys(deploy, layer) -> None:
    code = OPENED_IN_MAIN.format(client='client("python", "-m", "harbour_server")')
    given = deploy(HEAD + code, PYTHONPATH=layer, LD_LIBRARY_PATH="/opt/lib", WEATHER_KEY="key").text("given").split()
    assert {"PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "HOME"} <= set(given)
    assert [name for name in given if "KEY" in name or name.startswith("AWS_")] == []


def test_an_agent_without_mcp_does_not_load_the_sdk(deploy) -> None:
    agent = deploy(
        "import sys\nfrom strands import Agent\ndef main(prompt):\n    return str('mcp.client.stdio' in sys.modules)\n"
    )
    assert agent.text("x") == "False"


HELD = 'agent = make([client(sys.executable, "-c", SERVER)])\n'
STARTED = 'harbour = client(sys.executable, "-c", SERVER)\nharbour.start()\nagent = make(harbour.list_tools_sync())\n'
ASKED = "def main(prompt):\n    return text(agent.tool.tide(port=prompt))\n"
LIVES = {
    "given to an agent at module level": HELD + ASKED,
    "started at module level": STARTED + ASKED,
    "opened in main": OPENED_IN_MAIN.format(client='client(sys.executable, "-c", SERVER)'),
    "started in main and never stopped": "def main(prompt):\n    global agent\n    "
    + STARTED.replace("\n", "\n    ").rstrip(" ")
    + "    return text(agent.tool.tide(port=prompt))\n",
}


def servers(agent) -> int:
    return len([command for command in agent.running() if "FastMCP" in command])


@pytest.mark.parametrize("life", LIVES)
def test_servers_do_not_pile_up(rig, life: str) -> None:
    agent = rig(HEAD + LIVES[life])
    for number in range(4):
        assert agent.text(f"port {number}").startswith(f"noon in port {number}")
        assert servers(agent) == 0


# Interpreters and allocators round up: far less than a leaked server or a kept answer of a megabyte per call.
ALLOWED_GROWTH_KB = 4_096
SIZED = "def main(prompt):\n    return text(agent.tool.tide(port=prompt)) + ' ' * 1_000_000\n"


@pytest.mark.parametrize(("isolation", "between_calls"), [("environment", 1), ("call", 0), ("reload", 0)])
def test_ten_warm_calls_have_one_server_and_constant_memory(rig, isolation: str, between_calls: int) -> None:
    agent = rig(HEAD + HELD + SIZED, SLIPWAY_ISOLATION=isolation)
    processes, sizes = [], []
    for _ in range(12):
        processes.append(agent.text("Lisbon").split("process")[1].strip())
        sizes.append(agent.memory_kb())
        assert servers(agent) == between_calls
    assert len(set(processes)) == (1 if isolation == "environment" else 12)
    # The first call still imports what it needs, and an answer that was just sent may still be in a buffer.
    assert min(sizes[-3:]) - min(sizes[1:4]) < ALLOWED_GROWTH_KB, str(sizes)
