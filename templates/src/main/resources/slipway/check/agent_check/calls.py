"""Checks calls that behave differently on Lambda than on a laptop."""

from __future__ import annotations

import ast

from agent_check.code import FUNCTIONS, Code, argument, bindings, dotted, last_name
from agent_check.findings import Findings
from agent_check.makers import makers_of, makes_agent

_ASKS = ("input", "raw_input", "getpass.getpass", "getpass", "sys.stdin.read", "sys.stdin.readline", "sys.stdin.readlines")
_EXITS = ("sys.exit", "exit", "quit", "os._exit", "os.abort")
_LAUNCHERS = ("uvx", "npx", "uv", "node", "npm", "docker", "deno", "bunx", "pipx")
_WRITES = ("write_text", "write_bytes", "mkdir", "makedirs", "touch")
_RUNS = ("asyncio.run", "main", "anyio.run")


def scan(code: Code, findings: Findings) -> None:
    """Reports everything worth knowing about calls that can run on Lambda."""
    own_names = _own_names(code)
    reachable = code.reachable
    reached = {id(node) for node in reachable}
    for node in reachable:
        if isinstance(node, ast.Call):
            _interactive(node, own_names, findings)
            _exit(node, own_names, findings)
            _file_write(node, code, findings)
            _stdio_server(node, code, findings)
        _argv(node, findings)
    _dead_input(code, reached, own_names, findings)
    _deaf_main(code, findings)
    _on_import(code, findings)


def _deaf_main(code: Code, findings: Findings) -> None:
    """A main without parameters answers every caller alike."""
    main = code.functions.get("main")
    if not isinstance(main, FUNCTIONS) or main.decorator_list:
        return
    names = [node.arg for node in ast.walk(main.args) if isinstance(node, ast.arg)]
    if all(name in ("argv", "sys_argv") for name in names):
        hint = "Take the prompt as a parameter: 'async def main(user_input_arg=None)'"
        findings.warn("prompt_not_taken", main, "main takes no parameter for a prompt, so every caller gets the same answer", hint)


def count_agents(code: Code) -> int:
    """How many places create an agent."""
    return sum(isinstance(node, ast.Call) and last_name(node.func) == "Agent" for node in code.reachable)


def _own_names(code: Code) -> set[str]:
    """Names that the code redefines, so that input() need not be Python's."""
    names: set[str] = set()
    for node in code.everything:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def _asks(node: ast.AST, own_names: set[str]) -> bool:
    return isinstance(node, ast.Call) and dotted(node.func) in _ASKS and dotted(node.func) not in own_names


def _interactive(node: ast.Call, own_names: set[str], findings: Findings) -> None:
    if _asks(node, own_names):
        message = f"{dotted(node.func)}() waits for a person at a terminal; on Lambda there is none"
        hint = "Take the text as a parameter of main; keep the terminal loop inside the __main__ guard"
        findings.error("interactive_input", node, message, hint)


def _dead_input(code: Code, reached: set[int], own_names: set[str], findings: Findings) -> None:
    for function in code.functions.values():
        for node in ast.walk(function):
            if id(node) not in reached and _asks(node, own_names):
                message = f"{function.name} waits for a person at a terminal; main does not use it"  # type: ignore[attr-defined]
                findings.warn("interactive_input", node, message, "Nothing to do if only the __main__ guard calls it")


def _exit(node: ast.Call, own_names: set[str], findings: Findings) -> None:
    name = dotted(node.func)
    if name in _EXITS and name not in own_names:
        hint = "Return an answer or raise an exception instead"
        findings.warn("exit_call", node, f"{name}() ends the call without an answer", hint)


def _argv(node: ast.AST, findings: Findings) -> None:
    parses = isinstance(node, ast.Call) and last_name(node.func) in ("parse_args", "parse_known_args")
    if parses or (isinstance(node, ast.Attribute) and dotted(node) == "sys.argv"):
        hint = "Read arguments only inside the __main__ guard; Slipway passes the request to main"
        findings.warn("reads_argv", node, "On Lambda the command-line arguments are the runtime's own", hint)


def _file_write(node: ast.Call, code: Code, findings: Findings) -> None:
    name = last_name(node.func)
    if name in _WRITES:
        path = node.func.value if isinstance(node.func, ast.Attribute) and name != "makedirs" else argument(node, "name", 0)
        if dotted(node.func) == "os.mkdir":
            path = argument(node, "path", 0)
    elif dotted(node.func) in ("open", "io.open") and _writes(argument(node, "mode", 1), code):
        path = argument(node, "file", 0)
    else:
        return
    text = _path_text(path, code)
    if text is None or _is_writable(text):
        return
    hint = "Write below /tmp, or better to S3: files on Lambda do not last"
    findings.warn("file_write", node, f"{text[:100]} cannot be written: only /tmp is writable on Lambda", hint)


def _writes(mode: ast.expr | None, code: Code) -> bool:
    return bool(set(code.text_of(mode) or "r") & set("wax+"))


def _path_text(node: ast.AST | None, code: Code) -> str | None:
    if isinstance(node, ast.Call) and last_name(node.func) == "Path" and node.args:
        node = node.args[0]
    if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
        return str(node.values[0].value) + "…"
    return code.text_of(node, code.constants)


def _is_writable(path: str) -> bool:
    return path == "/tmp" or path.startswith(("/tmp/", "/dev/null"))


def _stdio_server(node: ast.Call, code: Code, findings: Findings) -> None:
    if last_name(node.func) != "StdioServerParameters":
        return
    given = argument(node, "command", 0)
    command = "python" if dotted(given) == "sys.executable" else code.text_of(given, code.constants)
    name = (command or "").rpartition("/")[2]
    hint = "Use the server over HTTP (streamablehttp_client), or a Python module in requirements started with python -m"
    if name in _LAUNCHERS:
        findings.warn("mcp_stdio", node, f"The MCP server is started with '{name}', which Lambda does not have", hint)
    elif name not in ("python", "python3"):
        findings.warn("mcp_stdio", node, "The MCP server is a program that must be in the package", hint)


def _on_import(code: Code, findings: Findings) -> None:
    makers = makers_of(code)
    agents = {name for statement in code.top_level for name, value in bindings(statement) if makes_agent(value, makers)}
    for node in code.on_import:
        if not isinstance(node, ast.Call):
            continue
        name = dotted(node.func)
        if name in _RUNS or name in agents or name.partition(".")[0] in agents and name.count(".") == 1 and _is_run(name):
            message = f"{name}() runs while the module is imported, on every cold start"
            findings.warn("runs_at_import", node, message, 'Move it into main or under if __name__ == "__main__":')


def _is_run(name: str) -> bool:
    return name.rpartition(".")[2] in ("invoke", "invoke_async", "stream_async", "structured_output")
