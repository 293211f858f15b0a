"""What the check says about MCP: servers that cannot start on Lambda, agents that outlive their client."""

from __future__ import annotations

import pytest
from conftest import codes

MAIN = "def main(p):\n    return p\n"
STDIO = "import os, sys\nfrom pathlib import Path\nfrom mcp import StdioServerParameters\np = StdioServerParameters({})\n"
FOLDER = "Path(__file__).parent"


@pytest.mark.parametrize(
    ("start", "message"),
    [
        ("command='uvx', args=['mcp-server-time@latest']", "started with 'uvx'"),
        ("command='python', args=['weather_server.py']", "weather_server.py is not deployed"),
        ("command='python3', args=['-u', './servers/weather.py', '--port', '1']", "./servers/weather.py is not deployed"),
        (f"command=sys.executable, args=[str({FOLDER} / 'server.py')]", "server.py is not deployed"),
        ("command='python', args=[os.path.join(os.path.dirname(__file__), 'server.py')]", "server.py is not deployed"),
        ("command='python', args=['-m', 'server']", "'server' looks like a module of your own"),
        ("command='python', args=['-W', 'ignore', '-m', 'tools.weather']", "'tools.weather' looks like a module of your own"),
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
        "    'c': {'command': 'python', 'args': ['-m', 'mcp_server_time']},\n    'd': {'url': 'https://example.com/mcp'},\n}})\n"
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
