"""Reads paths out of code: what a file is called, relative to the code's own folder."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator
from itertools import islice, product

from agent_check.code import Code, dotted, last_name
from slipway_runtime.trees import walk

_SELF = "__file__"
# Of these calls the result is the path that they are given, or made on.
_SAME = ("Path", "PurePath", "PosixPath", "str", "open", "resolve", "absolute", "abspath", "realpath", "expanduser", "fspath", "normpath")
_JOINS = ("os.path.join", "path.join", "join")
# No one composes a path of more parts, or calls a helper with more files; hostile code does.
_MAX_DEPTH, _MAX_PATHS = 12, 8


def path_text(node: ast.AST | None, code: Code) -> str | None:
    """A path as text, relative to the code's folder or the working folder; None if only the run knows."""
    return next(paths_of(node, code), None)


def paths_of(node: ast.AST | None, code: Code) -> Iterator[str]:
    """Each path that an expression may be; what the code does not show of a name is an ellipsis."""
    for text in islice(_paths(node, code, 0), _MAX_PATHS):
        if _SELF not in text:
            yield text


def _paths(node: ast.AST | None, code: Code, depth: int) -> Iterator[str]:
    if node is None or depth > _MAX_DEPTH:
        return
    if isinstance(node, ast.Name) and node.id == _SELF:
        yield _SELF
    elif (text := code.text_of(node, code.constants)) is not None:
        yield text
    elif isinstance(node, ast.Name):
        for value in (part for part in code.scopes.behind(node) if not _names(part, node.id)):
            yield from _paths(value, code, depth + 1)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(code.text_of(part, code.constants) or "…" for part in node.values)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Div, ast.Add)):
        divides = isinstance(node.op, ast.Div)
        for left, right in _combined([node.left, node.right], code, depth):
            # The code's own folder is empty here: what is appended to it is relative.
            yield _joined(left, right) if divides else left + right if left else right.lstrip("/")
    elif isinstance(node, ast.Attribute) and node.attr == "parent":
        yield from (posixpath.dirname(path) if path else ".." for path in _paths(node.value, code, depth + 1))
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr == "parents":
        steps = node.slice.value if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, int) else 0
        for path in _paths(node.value.value, code, depth + 1):
            yield "/".join([".."] * min(steps, _MAX_DEPTH)) if path == _SELF else posixpath.dirname(path)
    elif isinstance(node, ast.Call):
        yield from _of_call(node, code, depth)


def _names(node: ast.expr, name: str) -> bool:
    """Whether an expression refers to the name that it is bound to, as in path = path / "more"."""
    return any(isinstance(part, ast.Name) and part.id == name for part in walk(node))


def _of_call(call: ast.Call, code: Code, depth: int) -> Iterator[str]:
    name, full = last_name(call.func), dotted(call.func)
    on = call.func.value if isinstance(call.func, ast.Attribute) else None
    if full in ("Path.cwd", "pathlib.Path.cwd", "os.getcwd", "getcwd"):
        yield ""
    elif full in ("Path.home", "pathlib.Path.home"):
        yield "~"
    elif name == "dirname":
        yield from (posixpath.dirname(path) for path in _paths(call.args[0] if call.args else None, code, depth + 1))
    elif name in ("joinpath", "with_name") and on is not None:
        for base, *rest in _combined([on, *call.args], code, depth):
            yield _joined(base if name == "joinpath" else posixpath.dirname(base), *rest)
    elif full in _JOINS or (name in _SAME and len(call.args) > 1 and name.endswith("Path")):
        yield from (_joined(*parts) for parts in _combined(list(call.args), code, depth))
    elif name in _SAME:
        yield from _paths(call.args[0] if call.args else on, code, depth + 1)


def _combined(nodes: list[ast.expr], code: Code, depth: int) -> Iterator[tuple[str, ...]]:
    parts = [list(islice(_paths(node, code, depth + 1), _MAX_PATHS)) for node in nodes[:_MAX_DEPTH]]
    yield from islice(product(*parts), _MAX_PATHS)


def _joined(*parts: str) -> str:
    """The parts with slashes between them; an absolute one starts anew."""
    return posixpath.join(*parts) if any(parts) else ""
