"""Checks calls that behave differently on Lambda than on a laptop."""

from __future__ import annotations

import ast

from agent_check.code import FUNCTIONS, Code, bindings, dotted, last_name
from agent_check.files import Files, keeps_sessions, report_missing_file
from agent_check.findings import Findings
from slipway_runtime.entry_choice import ARGV_NAMES, MAIN
from slipway_runtime.trees import walk

_ASKS = ("input", "raw_input", "getpass.getpass", "getpass", "sys.stdin.read", "sys.stdin.readline", "sys.stdin.readlines")
_PROMPTS = ("prompt", "input", "message", "query", "question", "text", "task", "request")
_EXITS = ("sys.exit", "exit", "quit", "os._exit", "os.abort")
_RUNS = ("asyncio.run", "main", "anyio.run")
_KEEP_SESSIONS = "Leave it out and deploy with --session s3 (session over HTTP), or use one that lasts, such as S3SessionManager"


def scan(code: Code, findings: Findings) -> None:
    """Reports everything worth knowing about calls that can run on Lambda."""
    own_names = _own_names(code)
    files = Files(code)
    reachable = code.reachable
    reached = {id(node) for node in reachable}
    without_prompt = _without_prompt(code) if any(_asks(node, own_names) for node in reachable) else set()
    for node in reachable:
        if isinstance(node, ast.Call):
            _interactive(node, own_names, without_prompt, findings)
            _exit(node, own_names, findings)
            _file_write(node, files, findings)
            _file_read(node, code, files, findings)
        _argv(node, findings)
    _dead_input(code, reached, own_names, findings)
    _deaf_main(code, findings)
    _on_import(code, findings)


def _deaf_main(code: Code, findings: Findings) -> None:
    """A main without parameters answers every caller alike."""
    main = code.entry.node if code.entry is not None and code.entry.kind == MAIN else None
    if not isinstance(main, FUNCTIONS) or main.decorator_list:
        return
    names = [node.arg for node in walk(main.args) if isinstance(node, ast.arg)]
    if all(name in ARGV_NAMES for name in names) and not any(_parses(node) for node in code.reachable):
        hint = "Take the prompt as a parameter: 'async def main(user_input_arg=None)'"
        findings.warn("prompt_not_taken", main, "main takes no parameter for a prompt, so every caller gets the same answer", hint)


def count_agents(code: Code) -> int:
    """How many places create an agent."""
    return sum(last_name(node.func) == "Agent" for node in code.calls)


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


def _without_prompt(code: Code) -> set[int]:
    """What main only does where a request has no prompt, as in "if prompt is None: prompt = input()"."""
    found: set[int] = set()
    main = code.entry.node if code.entry is not None and code.entry.kind == MAIN else None
    if not isinstance(main, FUNCTIONS):
        return found
    parameters = [node.arg for node in main.args.posonlyargs + main.args.args + main.args.kwonlyargs]
    # It is given to those that are called so, else to the first.
    given = {name for name in parameters if any(word in name.lower() for word in _PROMPTS)} or set(parameters[:1])
    for node in walk(main):
        for part in _where_absent(node, given):
            found.update(id(inner) for inner in walk(part))
    return found


def _where_absent(node: ast.AST, given: set[str]) -> list[ast.AST]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and _is_one_of(node.values[0], given):
        return list(node.values[1:])
    if isinstance(node, (ast.If, ast.IfExp)):
        absent = node.body if _is_absent(node.test, given) else node.orelse if _is_one_of(node.test, given) else []
        return absent if isinstance(absent, list) else [absent]
    return []


def _is_absent(test: ast.AST, given: set[str]) -> bool:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return _is_one_of(test.operand, given)
    return (
        isinstance(test, ast.Compare)
        and _is_one_of(test.left, given)
        and isinstance(test.ops[0], (ast.Is, ast.Eq))
        and isinstance(test.comparators[0], ast.Constant)
        and not test.comparators[0].value
    )


def _is_one_of(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def _interactive(node: ast.Call, own_names: set[str], without_prompt: set[int], findings: Findings) -> None:
    if not _asks(node, own_names):
        return
    if id(node) in without_prompt:
        message = f"{dotted(node.func)}() is called where a request has no prompt, and fails: there is no person at a terminal"
        findings.warn("interactive_input", node, message, "Nothing to do if every request has one")
    else:
        message = f"{dotted(node.func)}() waits for a person at a terminal; on Lambda there is none"
        hint = "Take the text as a parameter of main; keep the terminal loop inside the __main__ guard"
        findings.error("interactive_input", node, message, hint)


def _dead_input(code: Code, reached: set[int], own_names: set[str], findings: Findings) -> None:
    for function in code.functions.values():
        for node in walk(function):
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


def _file_write(node: ast.Call, files: Files, findings: Findings) -> None:
    unwritable = [text for text in files.written(node) if not _is_writable(text)]
    for text in unwritable:
        hint = "Write below /tmp, or better to S3: files on Lambda do not last"
        if keeps_sessions(node):
            hint = f"{_KEEP_SESSIONS}: in files nothing is remembered between calls"
        findings.warn("file_write", node, f"{text[:100]} cannot be written: only /tmp is writable on Lambda", hint)
    if keeps_sessions(node) and not unwritable:
        message = "A FileSessionManager remembers nothing between calls: files on Lambda do not last"
        findings.warn("session_not_kept", node, message, _KEEP_SESSIONS)


def _file_read(node: ast.Call, code: Code, files: Files, findings: Findings) -> None:
    """A file next to the code is there on a laptop; only the code is deployed."""
    for text in files.read(node):
        report_missing_file(text, node, "Put its text into the code, or read it from S3", code, findings)


def _is_writable(path: str) -> bool:
    if path == "/tmp" or path.startswith(("/tmp/", "~", "…", "/dev/null", ":memory:", "file::memory:")):
        return True
    return not path or "mode=memory" in path or "://" in path


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
