"""Says which fields of a request mean something to an entry point: a caller may name what main takes instead of a prompt."""

from __future__ import annotations

import ast

from slipway_runtime.entry_choice import ARGV_NAMES, MAIN, Choice
from slipway_runtime.statements import FUNCTIONS, bindings
from slipway_runtime.trees import walk

# A parameter of one of these names is given the request whole: as it came, or as argparse would have parsed it.
PAYLOAD_NAMES = frozenset("event payload body".split())
PARSED_NAMES = frozenset("args arguments cli_args namespace opts options parsed_args".split())
_PLAIN = frozenset("Any None Optional Union bool bytes float int str typing".split())

_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def fields_of(choice: Choice | None, tree: ast.Module) -> frozenset[str] | None:
    """The parameters of the entry point; None where any field may be meant, or where the code does not show them."""
    if choice is None or choice.kind != MAIN:
        return frozenset()
    function = _behind(choice, tree)
    if function is None or function.args.kwarg is not None:
        return None
    parameters = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    names = frozenset(part.arg for part in parameters if part.arg not in ARGV_NAMES)
    takes_all = any(part.arg in PAYLOAD_NAMES | PARSED_NAMES or _is_whole(part.annotation) for part in parameters)
    return None if takes_all or not names else names


def _behind(choice: Choice, tree: ast.Module) -> _Function | None:
    """The function that a name stands for: itself, or the one that was bound to it."""
    if isinstance(choice.node, FUNCTIONS):
        return choice.node
    values = [value for name, value in bindings(choice.node) if name == choice.name] if _is_statement(choice.node) else []
    for value in values:
        if isinstance(value, ast.Lambda):
            return value
        for node in reversed(tree.body):
            if isinstance(value, ast.Name) and isinstance(node, FUNCTIONS) and node.name == value.id:
                return node
    return None


def _is_statement(node: ast.AST | None) -> bool:
    return isinstance(node, ast.stmt)


def _is_whole(annotation: ast.expr | None) -> bool:
    """Whether a parameter's type says that it has fields of its own."""
    if annotation is None:
        return False
    text = annotation.value if isinstance(annotation, ast.Constant) else None
    named = {part.id for part in walk(annotation) if isinstance(part, ast.Name)}
    return bool(named - _PLAIN - {"list", "List"}) or (isinstance(text, str) and text not in _PLAIN)
