"""Follows what runs in every case: no branches, no handlers, nothing whose failure the code survives."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from agent_check.code import FUNCTIONS, Code, dotted, is_main_guard, last_name
from slipway_runtime.trees import children, walk

_EVERYTHING = ("Exception", "BaseException")
_EXITS = ("exit", "quit", "_exit")


def nodes(code: Code, survived: tuple[str, ...]) -> list[ast.AST]:
    """Every node that runs on import, in main or in a tool for sure; survived are errors that a handler may catch."""
    called: set[ast.AST] = set()
    roots = [node for node in code.functions.values() if isinstance(node, FUNCTIONS)]
    waiting: list[ast.AST] = [node for node in roots if node.name == "main" or node.decorator_list]
    waiting += [node for node in code.tree.body if not isinstance(node, FUNCTIONS) and not is_main_guard(node)]
    found: list[ast.AST] = []
    while waiting:
        node = waiting.pop()
        found.append(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            function = code.functions.get(node.func.id)
            if function is not None and function not in called:
                called.add(function)
                waiting.append(_begins(function))
        waiting.extend(_parts(node, survived))
    return sorted(found, key=lambda node: (getattr(node, "lineno", 0), getattr(node, "col_offset", 0)))


def ends(body: list[ast.stmt]) -> bool:
    """Whether a block raises or exits."""
    calls = [statement.value for statement in body if isinstance(statement, ast.Expr)]
    exits = any(isinstance(call, ast.Call) and last_name(call.func) in _EXITS for call in calls)
    return exits or any(isinstance(statement, ast.Raise) for statement in body)


def _begins(function: ast.AST) -> ast.AST:
    """What a call runs: of a class, how it makes an object."""
    if not isinstance(function, ast.ClassDef):
        return function
    made = (part for part in function.body if isinstance(part, ast.FunctionDef) and part.name == "__init__")
    return next(made, function)


def _parts(node: ast.AST, survived: tuple[str, ...]) -> Iterator[ast.AST]:
    """The children that run whenever the node does."""
    if isinstance(node, (ast.If, ast.IfExp, ast.While)):
        yield node.test
    elif isinstance(node, ast.BoolOp):
        yield node.values[0]
    elif isinstance(node, ast.Try):
        yield from () if any(_survives(handler, survived) for handler in node.handlers) else node.body
        yield from node.finalbody
    elif isinstance(node, ast.With) and any("suppress" in dotted(item.context_expr) for item in node.items):
        yield from node.items
    elif isinstance(node, ast.ClassDef):
        yield from (part for part in node.body if not isinstance(part, FUNCTIONS))
    elif not isinstance(node, (ast.ExceptHandler, ast.Match)):
        yield from children(node)


def _survives(handler: ast.ExceptHandler, survived: tuple[str, ...]) -> bool:
    names = {last_name(part) for part in walk(handler.type)} if handler.type else set(_EVERYTHING)
    return bool(names & {*survived, *_EVERYTHING}) and not ends(handler.body)
