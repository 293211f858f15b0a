"""Describes what Slipway will call; the function makes the same choice with the same code."""

from __future__ import annotations

import ast
from typing import Any

from agent_check import passed_by
from agent_check.code import FUNCTIONS, Code, bindings, last_name
from agent_check.findings import Findings
from slipway_runtime.entry_choice import AGENT_ITSELF, LAMBDA_HANDLER, MAIN, Choice
from slipway_runtime.trees import children

_KINDS = {
    "POSITIONAL_ONLY": "positional_only",
    "POSITIONAL_OR_KEYWORD": "positional_or_keyword",
    "VAR_POSITIONAL": "var_positional",
    "KEYWORD_ONLY": "keyword_only",
    "VAR_KEYWORD": "var_keyword",
}


def find(code: Code, findings: Findings) -> dict[str, Any] | None:
    """The entry point, or None with no_entry_point among the errors."""
    chosen = code.entry
    if chosen is None and code.entry_name is not None:
        message = f"There is no '{code.entry_name}' at the top level that could be called"
        findings.error("no_entry_point", None, message, "Name what there is with --entry (entry over HTTP)")
        return None
    if chosen is None:
        message = "The code has neither a main function nor an agent at the top level"
        findings.error("no_entry_point", None, message, passed_by.way_to_one(code))
        return None
    if chosen.kind == MAIN:
        _judge_main(chosen, code, findings)
    if chosen.kind == AGENT_ITSELF:
        hint = "Add 'async def main(user_input_arg=None)' if the agent needs code around the call"
        message = f"There is no main; the agent '{chosen.name}' is called with the prompt"
        findings.warn("no_main", chosen.node, message, hint)
    passed_by.warn(chosen, code, findings)
    return _described(chosen, code)


def _judge_main(chosen: Choice, code: Code, findings: Findings) -> None:
    mains = [node for node in code.top_level if isinstance(node, FUNCTIONS) and node.name == "main"]
    if len(mains) > 1:
        message = f"main is defined {len(mains)} times; the last one is called"
        findings.warn("duplicate_main", mains[-1], message, "Keep one main")
    group = next((part for part in getattr(chosen.node, "decorator_list", []) if _is_group(part)), None)
    if group is None or "invoke_without_command" in {keyword.arg for keyword in getattr(group, "keywords", [])}:
        return
    commands = [f"'main = {name}'" for name in passed_by.commands(code) if name != "main"]
    hint = f"Rename the group, and add {' or '.join(commands) or 'a command as main'} at the top level"
    findings.error("no_entry_point", chosen.node, "main is a group of commands and does nothing without one", hint)


def _is_group(decorator: ast.expr) -> bool:
    return last_name(decorator.func if isinstance(decorator, ast.Call) else decorator) == "group"


def _described(chosen: Choice, code: Code) -> dict[str, Any]:
    line = getattr(chosen.node, "lineno", None)
    function = _function(chosen, code)
    if not isinstance(function, FUNCTIONS):
        return {
            "kind": chosen.kind,
            "name": chosen.name,
            "line": line,
            "async": False,
            "generator": False,
            "parameters": [],
            "streams": False,
        }
    own = _own_nodes(function)
    generator = any(isinstance(part, (ast.Yield, ast.YieldFrom)) for part in own)
    returns = any(isinstance(part, ast.Return) and part.value is not None for part in own)
    prints_stream = any(isinstance(part, ast.Attribute) and part.attr == "stream_async" for part in own)
    return {
        "kind": chosen.kind,
        "name": chosen.name,
        "line": line,
        "async": isinstance(function, ast.AsyncFunctionDef),
        "generator": generator,
        "parameters": _parameters(function.args),
        # Who returns a value has the answer only at the end, and Lambda's own answer is one piece.
        "streams": chosen.kind != LAMBDA_HANDLER and (generator or (prints_stream and not returns)),
    }


def _function(chosen: Choice, code: Code) -> ast.AST | None:
    """The function behind the name: itself, or the one that was bound to it."""
    if chosen.kind == AGENT_ITSELF or isinstance(chosen.node, FUNCTIONS):
        return chosen.node
    if isinstance(chosen.node, ast.stmt):
        for name, value in bindings(chosen.node):
            if name == chosen.name and isinstance(value, ast.Name):
                return code.functions.get(value.id)
    return code.functions.get(chosen.name)


def _own_nodes(function: ast.AST) -> list[ast.AST]:
    """Nodes of the function itself; those of nested functions belong to other calls."""
    found: list[ast.AST] = []
    pending: list[ast.AST] = list(getattr(function, "body", []))
    while pending:
        node = pending.pop()
        found.append(node)
        if not isinstance(node, (*FUNCTIONS, ast.Lambda, ast.ClassDef)):
            pending.extend(children(node))
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
