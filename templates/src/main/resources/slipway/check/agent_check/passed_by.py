"""Functions that look like entry points and are not called: named, with what makes Slipway call them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from agent_check.code import FUNCTIONS, Code, bindings, dotted, is_main_guard, last_name
from agent_check.findings import Findings
from slipway_runtime.entry_choice import AGENT_ITSELF, Choice, declared, is_command
from slipway_runtime.statements import names
from slipway_runtime.trees import walk

_EVENTS = ("event", "evt", "events", "lambda_event")
_ROUTES = ("post", "put", "route", "api_route", "websocket", "entrypoint")
_GENERIC = "Define 'async def main(user_input_arg=None)' at the top level, outside the __main__ guard"


def warn(chosen: Choice, code: Code, findings: Findings) -> None:
    """What the author may expect to be called, and is not."""
    found = declared(code.tree, names(code.tree))
    used = _used_by(chosen, code)
    for other in (found.lambda_handler, found.agentcore):
        if other is not None and other.name != chosen.name and other.name not in used:
            message = f"{other.name} is not called: {chosen.name} is the entry point"
            hint = f"Remove {chosen.name} to have {other.name} called, or call {other.name} in it"
            findings.warn("entry_point_not_called", other.node, message, hint)
    named = {other.name for other in (found.lambda_handler, found.agentcore) if other is not None}
    for function in _handlers(code):
        if function.name not in {chosen.name, *named} and not _is_used(function.name, code):
            message = f"{function.name} is not called, though it takes an event and a context: {chosen.name} is"
            findings.warn("entry_point_not_called", function, message, _way_to_handler(function.name))
    if chosen.kind == AGENT_ITSELF:
        for function in _routes(code):
            message = f"{function.name} answers a server's requests, and there is no server: {chosen.name} is called"
            hint = "Move what it does into 'async def main(user_input_arg=None)' at the top level"
            findings.warn("entry_point_not_called", function, message, hint)
        for function in _askers(code):
            message = f"{function.name} asks an agent and is not called: {chosen.name} is called itself"
            hint = f"Add 'main = {function.name}' at the top level to have it called with the prompt"
            findings.warn("entry_point_not_called", function, message, hint)


def way_to_one(code: Code) -> str:
    """The shortest way to an entry point from the existing code."""
    handlers = [function.name for function in _handlers(code)]
    if handlers:
        return _way_to_handler(handlers[-1])
    if "handler" in names(code.tree) and "handler" not in code.functions:
        return "Add 'lambda_handler = handler' at the top level"
    offered = list(commands(code))
    functions = [node for node in code.top_level if isinstance(node, FUNCTIONS) and not node.decorator_list]
    functions = [node for node in functions if not (node.name in code.makers.names and _runs_on_import(node.name, code))]
    if any(is_main_guard(node) for node in code.tree.body) and not functions:
        if len(offered) == 1:
            return f"Add 'main = {offered[0]}' at the top level"
        return "Move what the __main__ guard does into 'async def main(user_input_arg=None)' at the top level"
    if len(functions) > 1:
        functions = [node for node in functions if not _is_called(node.name, code) and _takes_prompt(node)]
    if len(functions) == 1:
        return f"Rename '{functions[0].name}' to main, or add 'main = {functions[0].name}' at the top level"
    return _GENERIC


def commands(code: Code) -> Iterator[str]:
    """The functions at the top level that are click or typer commands."""
    for node in code.top_level:
        if isinstance(node, FUNCTIONS) and node.decorator_list and is_command(node):
            if any(_decorated_with(part) == "command" for part in node.decorator_list):
                yield node.name


def _way_to_handler(name: str) -> str:
    return (
        f"Rename '{name}' to lambda_handler to have it called with Lambda's own event, "
        f"or add 'main = {name}' at the top level to have it called with the request's JSON"
    )


def _handlers(code: Code) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions at the top level that take an event and a context, as Lambda passes them."""
    for node in code.top_level:
        if isinstance(node, FUNCTIONS) and not any(_decorated_with(part) == "tool" for part in node.decorator_list):
            taken = [part.arg.strip("_").lower() for part in (*node.args.posonlyargs, *node.args.args)]
            if len(taken) == 2 and taken[0] in _EVENTS and ("context" in taken[1] or taken[1] in ("ctx", "")):
                yield node


def _askers(code: Code) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions that take something, ask an agent, and are called by nobody, or as a script only."""
    made = {name for statement in code.top_level for name, value in bindings(statement) if code.makers.kind_of(value)}
    for node in code.top_level:
        if isinstance(node, FUNCTIONS) and not node.decorator_list and _takes_prompt(node) and node not in list(_handlers(code)):
            calls = [part for part in walk(node) if isinstance(part, ast.Call)]
            asks = any(dotted(part.func).partition(".")[0] in made for part in calls)
            if asks and node.name not in code.makers.names and not _is_used(node.name, code):
                yield node


def _routes(code: Code) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in walk(code.tree):
        if isinstance(node, FUNCTIONS):
            made_with = [part.func if isinstance(part, ast.Call) else part for part in node.decorator_list]
            if any(isinstance(part, ast.Attribute) and part.attr in _ROUTES for part in made_with):
                yield node


def _decorated_with(decorator: ast.expr) -> str:
    return last_name(decorator.func if isinstance(decorator, ast.Call) else decorator)


def _used_by(chosen: Choice, code: Code) -> set[str]:
    """Names that the entry point uses itself, or is bound to."""
    nodes = [chosen.node, code.functions.get(chosen.name)]
    return {part.id for node in nodes if node is not None for part in walk(node) if isinstance(part, ast.Name)}


def _is_used(name: str, code: Code) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in code.reachable)


def _is_called(name: str, code: Code) -> bool:
    """Whether another function uses it; what the __main__ guard uses may well be the entry point."""
    others = (function for other, function in code.functions.items() if other != name)
    inside = (part for function in others for part in walk(function))
    return any(isinstance(part, ast.Name) and part.id == name for part in inside)


def _runs_on_import(name: str, code: Code) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in code.on_import)


def _takes_prompt(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return bool(function.args.posonlyargs or function.args.args or function.args.kwonlyargs)
