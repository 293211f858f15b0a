"""Checks how MCP servers are started: Lambda has Python and the packages, and only this one file of the author's."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from agent_check.code import Code, argument, dotted, last_name
from agent_check.data import load
from agent_check.files import report_missing_file
from agent_check.findings import Findings
from agent_check.paths import path_text

_LAUNCHERS = ("uvx", "npx", "uv", "node", "npm", "docker", "deno", "bunx", "pipx")
_PYTHONS = ("python", "python3")
# Options of Python that are followed by a value of their own.
_WITH_VALUE = ("-W", "-X", "--check-hash-based-pycs")
_HINT = "Use the server over HTTP (streamablehttp_client), or a Python module in requirements started with python -m"
_OWN_HINT = "Publish the server as a package, add it to requirements and start it with python -m; or use it over HTTP"


@dataclass(frozen=True)
class _Server:
    """One place that says how to start a server."""

    node: ast.expr
    command: ast.expr | None
    arguments: list[ast.expr]
    elsewhere: bool


def scan(code: Code, findings: Findings) -> None:
    """Reports servers that cannot start on Lambda."""
    for server in _servers(code):
        name = _command(server, code)
        if name in _LAUNCHERS:
            findings.warn(
                "mcp_stdio", server.node, f"The MCP server is started with '{name}', which Lambda does not have", _HINT
            )
        elif name not in _PYTHONS:
            findings.warn("mcp_stdio", server.node, "The MCP server is a program that must be in the package", _HINT)
        else:
            _python_server(server, code, findings)
    for node in code.reachable:
        if isinstance(node, ast.Call) and last_name(node.func) == "load_servers":
            _configuration_file(node, code, findings)


def modules(code: Code) -> list[str]:
    """The modules that the code starts as servers."""
    return [
        module
        for server in _servers(code)
        if _command(server, code) in _PYTHONS and (module := _started(server, code)[0])
    ]


def _servers(code: Code) -> Iterator[_Server]:
    configured = any(last_name(node.func) == "load_servers" for node in code.calls)
    for node in code.reachable:
        if isinstance(node, ast.Call) and last_name(node.func) == "StdioServerParameters":
            parts = {keyword.arg: keyword.value for keyword in node.keywords}
            yield _server(node, argument(node, "command", 0), parts.get("args"), parts.get("cwd"))
        elif configured and isinstance(node, ast.Dict):
            entries = {key.value: value for key, value in zip(node.keys, node.values) if isinstance(key, ast.Constant)}
            if "command" in entries:
                yield _server(node, entries["command"], entries.get("args"), entries.get("cwd"))


def _server(node: ast.expr, command: ast.expr | None, arguments: ast.expr | None, folder: ast.expr | None) -> _Server:
    parts = arguments.elts if isinstance(arguments, (ast.List, ast.Tuple)) else []
    return _Server(node, command, parts, folder is not None)


def _command(server: _Server, code: Code) -> str:
    command = "python" if dotted(server.command) == "sys.executable" else code.text_of(server.command, code.constants)
    return (command or "").rpartition("/")[2]


def _python_server(server: _Server, code: Code, findings: Findings) -> None:
    module, script = _started(server, code)
    if code.place is not None:
        _own_server(module, script, server, code, findings)
        return
    if module and module.partition(".")[0].lower() in load("requirements.json")["own_modules"]:
        message = f"The MCP server '{module}' looks like a module of your own, and only this one file is deployed"
        findings.warn("mcp_stdio", server.node, message, _OWN_HINT)
    if script and not server.elsewhere and not script.startswith(("/", "~", "…")):
        message = f"The MCP server {script[:100]} is not deployed: only this one file is"
        findings.warn("mcp_stdio", server.node, message, _OWN_HINT)


def _own_server(module: str | None, script: str | None, server: _Server, code: Code, findings: Findings) -> None:
    """In a folder the author's own servers are found like any other of its modules and files."""
    if module and code.place.project.owns(module) and code.place.project.loads(module) is None:  # type: ignore[union-attr]
        findings.warn("mcp_stdio", server.node, f"The MCP server '{module}' is not in the folder", "Add its file to it")
    if script and not server.elsewhere:
        report_missing_file(script, server.node, "", code, findings)


def _started(server: _Server, code: Code) -> tuple[str | None, str | None]:
    """The module or the script that Python runs, as far as the code shows."""
    waiting = iter(server.arguments)
    for part in waiting:
        text = code.text_of(part, code.constants)
        if text == "-m":
            return code.text_of(next(waiting, None), code.constants), None
        if text is None or not text.startswith("-"):
            return None, path_text(part, code)
        if text == "-c":
            return None, None
        if text in _WITH_VALUE:
            next(waiting, None)
    return None, None


def _configuration_file(node: ast.Call, code: Code, findings: Findings) -> None:
    hint = "Pass the servers as a dictionary instead of a file's name"
    report_missing_file(path_text(argument(node, "config", 0), code), node, hint, code, findings)
