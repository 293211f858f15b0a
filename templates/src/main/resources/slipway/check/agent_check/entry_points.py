"""Finds what Slipway will call: main, or the agent at the top level when there is no main."""

from __future__ import annotations

import ast
from typing import Any

from agent_check.code import FUNCTIONS, Code, bindings, is_main_guard
from agent_check.makers import is_team_call, makers_of, makes_agent
from agent_check.findings import Findings

_NEVER_CALLABLE = (ast.Constant, ast.JoinedStr, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.BinOp)
_KINDS = {
    "POSITIONAL_ONLY": "positional_only",
    "POSITIONAL_OR_KEYWORD": "positional_or_keyword",
    "VAR_POSITIONAL": "var_positional",
    "KEYWORD_ONLY": "keyword_only",
    "VAR_KEYWORD": "var_keyword",
}


def find(code: Code, findings: Findings) -> dict[str, Any] | None:
    """The entry point, or None with no_entry_point among the errors."""
    mains = [node for node in code.top_level if isinstance(node, FUNCTIONS) and node.name == "main"]
    if len(mains) > 1:
        message = f"main is defined {len(mains)} times; the last one is called"
        findings.warn("duplicate_main", mains[-1], message, "Keep one main")
    if mains:
        return _main(mains[-1])
    bound = _bound_main(code)
    if bound is not None:
        return _entry("main", "main", bound)
    agent = _agent(code)
    if agent is not None:
        name, node = agent
        hint = "Add 'async def main(user_input_arg=None)' if the agent needs code around the call"
        findings.warn("no_main", node, f"There is no main; the agent '{name}' is called with the prompt", hint)
        return _entry("agent", name, node)
    hint = _hint(code)
    findings.error("no_entry_point", None, "The code has neither a main function nor an agent at the top level", hint)
    return None


def _hint(code: Code) -> str:
    """The shortest way to an entry point from the existing code."""
    names = [node.name for node in code.top_level if isinstance(node, FUNCTIONS) and not node.decorator_list]
    if any(is_main_guard(node) for node in code.tree.body) and not names:
        return "Move what the __main__ guard does into 'async def main(user_input_arg=None)' at the top level"
    if len(names) == 1:
        return f"Rename '{names[0]}' to main, or add 'main = {names[0]}' at the top level"
    return "Define 'async def main(user_input_arg=None)' at the top level, outside the __main__ guard"


def _main(node: ast.stmt) -> dict[str, Any]:
    assert isinstance(node, FUNCTIONS)
    own = _own_nodes(node)
    entry = _entry("main", "main", node)
    entry["async"] = isinstance(node, ast.AsyncFunctionDef)
    entry["generator"] = any(isinstance(part, (ast.Yield, ast.YieldFrom)) for part in own)
    entry["parameters"] = _parameters(node.args)
    returns = any(isinstance(part, ast.Return) and part.value is not None for part in own)
    prints_stream = any(isinstance(part, ast.Attribute) and part.attr == "stream_async" for part in own)
    # A main that returns a value has its answer only at the end.
    entry["streams"] = entry["generator"] or (prints_stream and not returns)
    return entry


def _entry(kind: str, name: str, node: ast.AST) -> dict[str, Any]:
    line = getattr(node, "lineno", None)
    return {"kind": kind, "name": name, "line": line, "async": False, "generator": False, "parameters": [], "streams": False}


def _own_nodes(function: ast.AST) -> list[ast.AST]:
    """Nodes of the function itself; those of nested functions belong to other calls."""
    found: list[ast.AST] = []
    pending: list[ast.AST] = list(getattr(function, "body", []))
    while pending:
        node = pending.pop()
        found.append(node)
        if not isinstance(node, (*FUNCTIONS, ast.Lambda, ast.ClassDef)):
            pending.extend(ast.iter_child_nodes(node))
    return found


def _parameters(arguments: ast.arguments) -> list[dict[str, Any]]:
    found = []
    positional = [*arguments.posonlyargs, *arguments.args]
    without_default = len(positional) - len(arguments.defaults)
    for index, parameter in enumerate(positional):
        kind = "POSITIONAL_ONLY" if index < len(arguments.posonlyargs) else "POSITIONAL_OR_KEYWORD"
        found.append(_parameter(parameter, kind, index >= without_default))
    if arguments.vararg:
        found.append(_parameter(arguments.vararg, "VAR_POSITIONAL", False))
    for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        found.append(_parameter(parameter, "KEYWORD_ONLY", default is not None))
    if arguments.kwarg:
        found.append(_parameter(arguments.kwarg, "VAR_KEYWORD", False))
    return found


def _parameter(parameter: ast.arg, kind: str, has_default: bool) -> dict[str, Any]:
    return {"name": parameter.arg, "kind": _KINDS[kind], "has_default": has_default}


def _bound_main(code: Code) -> ast.AST | None:
    """main = something, or main imported from elsewhere."""
    for statement in code.top_level:
        if any(name == "main" and not isinstance(value, _NEVER_CALLABLE) for name, value in bindings(statement)):
            return statement
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            if any((alias.asname or alias.name) == "main" for alias in statement.names):
                return statement
    return None


def _agent(code: Code) -> tuple[str, ast.AST] | None:
    """The last team at the top level, else the last agent: it is the one that knows the others."""
    found: dict[str, tuple[ast.AST, bool]] = {}
    makers = makers_of(code)
    for statement in code.top_level:
        for name, value in bindings(statement):
            found.pop(name, None)
            if makes_agent(value, makers):
                found[name] = (statement, is_team_call(value))
    teams = [(name, node) for name, (node, is_team) in found.items() if is_team]
    agents = [(name, node) for name, (node, is_team) in found.items() if not is_team]
    return (teams or agents or [None])[-1]
