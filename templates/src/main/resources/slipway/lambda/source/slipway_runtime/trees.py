"""Walks parsed code as ast does, several times as fast: contexts and operators, which every name has, are left out."""

from __future__ import annotations

import ast
from typing import Any

# What no code is in; a constant's value may be anything but a node.
_PLAIN = frozenset("arg asname attr conversion ctx id is_async kind level lineno module op ops simple tag type_comment".split())
_FIELDS: dict[type[ast.AST], tuple[str, ...]] = {ast.Constant: ()}


def children(node: ast.AST) -> list[Any]:
    """The nodes directly in a node, in their order."""
    found: list[Any] = []
    _collect(node, found)
    return found


def walk(node: ast.AST) -> list[Any]:
    """The node and all below it, level by level."""
    found: list[Any] = [node]
    for part in found:  # it grows while it is read
        _collect(part, found)
    return found


def _collect(node: ast.AST, found: list[Any]) -> None:
    kind = node.__class__
    fields = _FIELDS.get(kind)
    if fields is None:
        fields = _FIELDS[kind] = tuple(name for name in kind._fields if name not in _PLAIN)
    for name in fields:
        value = getattr(node, name, None)
        if value.__class__ is list:
            found += [part for part in value if isinstance(part, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
