"""Finds what only the author's machine has: servers on localhost and named AWS profiles."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from agent_check import certain
from agent_check.code import Code, argument, dotted, last_name
from agent_check.findings import Findings
from agent_check.variables import looked_up

_HOST = r"(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\]|host\.docker\.internal)"
_ADDRESS = re.compile(rf"[a-z][a-z0-9+.-]*://(?:[^/@\s]*@)?{_HOST}(?::[^/\s]*)?(?:[/?#]\S*)?", re.I)
_HOST_ONLY = re.compile(rf"{_HOST}(?::\d+)?", re.I)
_HOST_NAMES = ("host", "hostname", "hosts", "server")
# Calls that look at an address, listen at it or name who may come in, and do not connect.
_NO_CONNECTION = (
    "print debug info warning error exception add_middleware CORSMiddleware CORS startswith endswith replace split "
    "join format match search compile append field Field isinstance ValueError RuntimeError run Config Server bind "
    "setdefault"
).split()
_NO_CONNECTION_NAMES = re.compile(r"origin|redirect|callback|referer|description|message|prompt|default", re.I)
# An agent that starts a server may well talk to it.
_STARTS = (
    "Popen create_subprocess_exec create_subprocess_shell serve serve_forever HTTPServer ThreadingHTTPServer TCPServer "
    "start_server create_server run_server FastMCP A2AServer"
).split()


def scan(code: Code, given: frozenset[str] | None, findings: Findings) -> None:
    """Reports addresses and profiles that the code uses for sure."""
    starts = any(last_name(node.func) in _STARTS for node in code.calls)
    bound = _bound_once(code)
    for node in certain.nodes(code, ("ConnectionError", "OSError", "ProfileNotFound", "BotoCoreError")):
        profile = _profile(node, bound, code)
        if profile:
            hint = "Leave the profile out: on Lambda AWS is called with the function's role"
            findings.warn("named_profile", node, f"The AWS profile '{profile[:100]}' is not on Lambda", hint)
        if isinstance(node, ast.Call) and not starts and _may_connect(node, code):
            for name, value in _values(node, bound, code):
                text = _text(value, given, code)
                if text and (_ADDRESS.fullmatch(text) or (name in _HOST_NAMES and _HOST_ONLY.fullmatch(text))):
                    message = f"{text[:100]} is the function itself on Lambda, where nothing listens"
                    hint = (
                        "Use an address that Lambda can reach, and read it from the environment so that it can differ"
                    )
                    findings.warn("local_address", node, message, hint)


def _may_connect(call: ast.Call, code: Code) -> bool:
    return last_name(call.func) not in _NO_CONNECTION and looked_up(call, code) is None


def _values(call: ast.Call, bound: dict[str, ast.expr], code: Code) -> Iterator[tuple[str, ast.expr]]:
    """The arguments with their names, also those inside a list or a dictionary."""
    waiting: list[tuple[str, ast.expr]] = [("", part) for part in call.args]
    waiting += [(part.arg or "", part.value) for part in call.keywords]
    while waiting:
        name, node = waiting.pop()
        if _NO_CONNECTION_NAMES.search(name):
            continue
        if isinstance(node, (ast.List, ast.Tuple)):
            waiting.extend((name, part) for part in node.elts)
        elif isinstance(node, ast.Dict):
            waiting.extend((code.text_of(key) or "", value) for key, value in zip(node.keys, node.values))
        else:
            yield name, _behind(node, bound)


def _bound_once(code: Code) -> dict[str, ast.expr]:
    """Names that are assigned in one place only, each with its value."""
    found: dict[str, list[ast.expr]] = {}
    for node in code.everything:
        for target in node.targets if isinstance(node, ast.Assign) else ():
            if isinstance(target, ast.Name):
                found.setdefault(target.id, []).append(node.value)  # type: ignore[attr-defined]
    return {name: values[0] for name, values in found.items() if len(values) == 1}


def _behind(node: ast.expr, bound: dict[str, ast.expr]) -> ast.expr:
    return bound.get(node.id, node) if isinstance(node, ast.Name) else node


def _text(node: ast.expr, given: frozenset[str] | None, code: Code) -> str | None:
    """The text of an expression; an unknown port, or a default that the deployment keeps, makes no difference."""
    variable = looked_up(node, code)
    if variable is not None:
        default = argument(node, "default", 1)  # type: ignore[arg-type]
        return code.text_of(default, code.constants) if given is not None and variable not in given else None
    if isinstance(node, ast.JoinedStr):
        return "".join(code.text_of(part, code.constants) or "0" for part in node.values)
    return code.text_of(node, code.constants)


def _profile(node: ast.AST, bound: dict[str, ast.expr], code: Code) -> str | None:
    """The profile that a call or an assignment chooses."""
    if isinstance(node, ast.Call) and last_name(node.func) in ("Session", "setup_default_session"):
        chosen = argument(node, "profile_name")
        return _text_or_default(_behind(chosen, bound), code) if chosen is not None else None
    if isinstance(node, ast.Call) and dotted(node.func) == "os.environ.setdefault" and len(node.args) == 2:
        return code.text_of(node.args[1], code.constants) if _is_profile(node.args[0], code) else None
    if isinstance(node, ast.Assign) and any(_sets_profile(target, code) for target in node.targets):
        return code.text_of(node.value, code.constants)
    return None


def _text_or_default(node: ast.expr, code: Code) -> str | None:
    default = argument(node, "default", 1) if looked_up(node, code) else node  # type: ignore[arg-type]
    return code.text_of(default, code.constants)


def _sets_profile(target: ast.expr, code: Code) -> bool:
    return (
        isinstance(target, ast.Subscript) and dotted(target.value) == "os.environ" and _is_profile(target.slice, code)
    )


def _is_profile(node: ast.expr, code: Code) -> bool:
    return code.text_of(node, code.constants) in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE")
