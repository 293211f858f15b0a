"""Checks calls that behave differently on Lambda than on a laptop."""

from __future__ import annotations

import ast

from agent_check.code import FUNCTIONS, Code, argument, bindings, dotted, last_name
from agent_check.findings import Findings
from slipway_runtime.entry_choice import ARGV_NAMES, MAIN

_ASKS = ("input", "raw_input", "getpass.getpass", "getpass", "sys.stdin.read", "sys.stdin.readline", "sys.stdin.readlines")
_EXITS = ("sys.exit", "exit", "quit", "os._exit", "os.abort")
_WRITES = ("write_text", "write_bytes", "mkdir", "touch")
# Calls that write to a path: the parameter's name and place.
_OPENERS = {
    "basicConfig": ("filename", 99),
    "FileHandler": ("filename", 0),
    "RotatingFileHandler": ("filename", 0),
    "TimedRotatingFileHandler": ("filename", 0),
    "WatchedFileHandler": ("filename", 0),
    "FileSessionManager": ("storage_dir", 1),
}
_MODULE_OPENERS = {
    "sqlite3.connect": ("database", 0),
    "shelve.open": ("filename", 0),
    "dbm.open": ("file", 0),
    "os.mkdir": ("path", 0),
    "os.makedirs": ("name", 0),
}
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
            _file_read(node, code, findings)
        _argv(node, findings)
    _dead_input(code, reached, own_names, findings)
    _deaf_main(code, findings)
    _on_import(code, findings)


def _deaf_main(code: Code, findings: Findings) -> None:
    """A main without parameters answers every caller alike."""
    main = code.entry.node if code.entry is not None and code.entry.kind == MAIN else None
    if not isinstance(main, FUNCTIONS) or main.decorator_list:
        return
    names = [node.arg for node in ast.walk(main.args) if isinstance(node, ast.arg)]
    if all(name in ARGV_NAMES for name in names) and not any(_parses(node) for node in code.reachable):
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
    if _parses(node) or (isinstance(node, ast.Attribute) and dotted(node) == "sys.argv"):
        hint = "Read arguments only inside the __main__ guard; Slipway passes the request to main"
        findings.warn("reads_argv", node, "On Lambda the command-line arguments are the runtime's own", hint)


def _parses(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and last_name(node.func) in ("parse_args", "parse_known_args")


def _file_write(node: ast.Call, code: Code, findings: Findings) -> None:
    text = path_text(_written(node, code), code)
    if text is None or _is_writable(text):
        return
    hint = "Write below /tmp, or better to S3: files on Lambda do not last"
    if last_name(node.func) == "FileSessionManager":
        hint = "Keep sessions elsewhere, such as S3SessionManager: what is below /tmp is gone with the environment"
    findings.warn("file_write", node, f"{text[:100]} cannot be written: only /tmp is writable on Lambda", hint)


def _written(node: ast.Call, code: Code) -> ast.expr | None:
    """The path that a call writes to, or may."""
    name = last_name(node.func)
    if name in _OPENERS:
        return argument(node, *_OPENERS[name])
    if dotted(node.func) in _MODULE_OPENERS:
        return argument(node, *_MODULE_OPENERS[dotted(node.func)])
    if name in _WRITES and isinstance(node.func, ast.Attribute):
        return node.func.value
    if dotted(node.func) in ("open", "io.open") and _writes(argument(node, "mode", 1), code):
        return argument(node, "file", 0)
    return None


def _file_read(node: ast.Call, code: Code, findings: Findings) -> None:
    """A file next to the code is there on a laptop; only the code is deployed."""
    path = None
    if last_name(node.func) in ("read_text", "read_bytes") and isinstance(node.func, ast.Attribute):
        path = node.func.value
    elif dotted(node.func) in ("open", "io.open") and not _writes(argument(node, "mode", 1), code):
        path = argument(node, "file", 0)
    text = path_text(path, code)
    if text is None or not text or text.startswith(("/", "~", "…")) or "://" in text:
        return
    hint = "Put its text into the code, or read it from S3"
    findings.warn("file_not_deployed", node, f"{text[:100]} is not deployed: only this one file is", hint)


def _writes(mode: ast.expr | None, code: Code) -> bool:
    return bool(set(code.text_of(mode) or "r") & set("wax+"))


def path_text(node: ast.AST | None, code: Code) -> str | None:
    """A path as text, relative to the code's folder or the working folder; None if only the run knows."""
    if isinstance(node, ast.Call) and last_name(node.func) in ("Path", "str", "open", "resolve", "absolute"):
        inner = node.args[0] if node.args else node.func.value if isinstance(node.func, ast.Attribute) else None
        return path_text(inner, code)
    if isinstance(node, ast.Call) and dotted(node.func) == "os.path.join":
        parts = [path_text(part, code) for part in node.args]
        return None if None in parts else "/".join(part for part in parts if part)
    if _is_own_folder(node):
        return ""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        left, right = path_text(node.left, code), path_text(node.right, code)
        return None if left is None or right is None else f"{left}/{right}" if left else right
    if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
        return str(node.values[0].value) + "…"
    return code.text_of(node, code.constants)


def _is_own_folder(node: ast.AST | None) -> bool:
    """Path.cwd(), os.getcwd(), Path(__file__).parent, os.path.dirname(__file__)."""
    if isinstance(node, ast.Attribute) and node.attr == "parent":
        return any(isinstance(part, ast.Name) and part.id == "__file__" for part in ast.walk(node))
    if not isinstance(node, ast.Call):
        return False
    if dotted(node.func) in ("Path.cwd", "pathlib.Path.cwd", "os.getcwd"):
        return True
    return dotted(node.func) == "os.path.dirname" and any(isinstance(part, ast.Name) and part.id == "__file__" for part in ast.walk(node))


def _is_writable(path: str) -> bool:
    return path == "/tmp" or path.startswith(("/tmp/", "/dev/null", ":memory:", "file::memory:")) or "mode=memory" in path


def _on_import(code: Code, findings: Findings) -> None:
    made = (pair for statement in code.top_level for pair in bindings(statement))
    agents = {name for name, value in made if code.makers.kind_of(value)}
    for node in code.on_import:
        if not isinstance(node, ast.Call):
            continue
        name = dotted(node.func)
        if name in _RUNS or name in agents or name.partition(".")[0] in agents and name.count(".") == 1 and _is_run(name):
            message = f"{name}() runs while the module is imported, on every cold start"
            findings.warn("runs_at_import", node, message, 'Move it into main or under if __name__ == "__main__":')


def _is_run(name: str) -> bool:
    return name.rpartition(".")[2] in ("invoke", "invoke_async", "stream_async", "structured_output")
