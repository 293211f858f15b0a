"""A parsed file and the questions every part of the check asks about it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from typing import Any, TypeVar

from agent_check.findings import lines_of
from agent_check.project import Place
from agent_check.receivers import Receivers
from agent_check.scopes import Scopes
from slipway_runtime import entry_choice
from slipway_runtime.entry_choice import Choice
from slipway_runtime.makers import Makers
from slipway_runtime.statements import FUNCTIONS, bindings, dotted, is_main_guard, last_name, on_import
from slipway_runtime.trees import children, walk

__all__ = ["FUNCTIONS", "Code", "argument", "bindings", "dotted", "is_main_guard", "last_name"]

Node = TypeVar("Node", bound=ast.AST)

# No one nests constants this deep; hostile code does.
MAX_FOLD_DEPTH = 200


class Code:
    """Text and tree, with what runs on import, what runs in a call and what only runs as a script."""

    def __init__(
        self, text: str, tree: ast.Module, entry_name: str | None = None, place: Place | None = None
    ) -> None:
        self.text = text
        self.tree = tree
        self.entry_name = entry_name
        self.place = place
        self._by_kind: dict[type, list[Any]] = {}

    @cached_property
    def lines(self) -> list[str]:
        """The lines as Python counts them."""
        return lines_of(self.text)

    @cached_property
    def top_level(self) -> list[ast.stmt]:
        """Statements that run on import, also inside if, try and with; the __main__ guard is not part of it."""
        return [statement for statement, _ in on_import(self.tree)]

    @cached_property
    def entry(self) -> Choice | None:
        """What a request is given to: the function decides with the same code. A folder has one, in one of its files."""
        if self.place is not None and not self.place.is_entry:
            return None
        return entry_choice.choose(self.tree, self.entry_name)

    @cached_property
    def makers(self) -> Makers:
        """What returns an agent when called."""
        return Makers(self.tree)

    @cached_property
    def scopes(self) -> Scopes:
        """What is bound to names, attributes and parameters."""
        return Scopes(self.tree)

    @cached_property
    def receivers(self) -> Receivers:
        """What names and attributes are instances of."""
        return Receivers(self)

    @cached_property
    def functions(self) -> dict[str, ast.stmt]:
        """Functions and classes at the top level by name; the last definition of a name wins."""
        return {node.name: node for node in self.top_level if isinstance(node, (*FUNCTIONS, ast.ClassDef))}

    @cached_property
    def constants(self) -> dict[str, str]:
        """Names bound at the top level to a string that can be determined."""
        known: dict[str, str] = {}
        for statement in self.top_level:
            for name, value in bindings(statement):
                text = self.text_of(value, known)
                if text is not None:
                    known[name] = text
        return known

    @cached_property
    def reachable(self) -> list[ast.AST]:
        """Every node that runs on import or can run in a call; helpers only the guard uses are left out."""
        roots = [node for node in self.top_level if not isinstance(node, (*FUNCTIONS, ast.ClassDef))]
        called = self.entry.name if self.entry is not None else ""
        functions = self.functions.values()
        roots += [node for node in functions if node.name == called or node.decorator_list]  # type: ignore[attr-defined]
        if called not in self.functions:
            roots += list(self.functions.values())
        seen: dict[int, ast.AST] = {}
        waiting: list[ast.AST] = list(roots)
        used: set[str] = set()
        while waiting:
            node = waiting.pop()
            if id(node) in seen or (isinstance(node, ast.If) and is_main_guard(node)):
                continue
            seen[id(node)] = node
            if isinstance(node, ast.Name) and node.id in self.functions and node.id not in used:
                used.add(node.id)
                waiting.append(self.functions[node.id])
            waiting.extend(children(node))
        return sorted(seen.values(), key=lambda node: (getattr(node, "lineno", 0), getattr(node, "col_offset", 0)))

    @cached_property
    def on_import(self) -> list[ast.AST]:
        """Every node that runs while the module is imported."""
        found: list[ast.AST] = []
        for statement in self.top_level:
            found.extend(runs_now(statement))
        return found

    @cached_property
    def everything(self) -> list[ast.AST]:
        """Every node, including those only a script would run."""
        return walk(self.tree)

    @cached_property
    def calls(self) -> list[ast.Call]:
        """The calls among what is reachable."""
        return [node for node in self.reachable if isinstance(node, ast.Call)]

    def every(self, kind: type[Node]) -> list[Node]:
        """The nodes of a kind among everything."""
        if not self._by_kind:
            for node in self.everything:
                self._by_kind.setdefault(type(node), []).append(node)
        return self._by_kind.get(kind, [])

    def text_of(self, node: ast.AST | None, names: dict[str, str] | None = None, depth: int = 0) -> str | None:
        """The string an expression is known to yield: literals, concatenations, f-strings of literals, known names."""
        if node is None or depth > MAX_FOLD_DEPTH:
            return None
        if isinstance(node, ast.Constant):
            value = node.value
            return value if isinstance(value, str) else value.decode("latin-1") if isinstance(value, bytes) else None
        if isinstance(node, ast.Name) and names is not None:
            return names.get(node.id)
        if isinstance(node, ast.JoinedStr):
            return _joined([self.text_of(part, names, depth + 1) for part in node.values])
        if isinstance(node, ast.FormattedValue):
            return self.text_of(node.value, names, depth + 1)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return _joined([self.text_of(part, names, depth + 1) for part in (node.left, node.right)])
        if isinstance(node, ast.Call):
            return self._text_of_join(node, names, depth)
        return None

    def _text_of_join(self, node: ast.Call, names: dict[str, str] | None, depth: int) -> str | None:
        """The text of "-".join([…]) with every part known."""
        if not (isinstance(node.func, ast.Attribute) and node.func.attr == "join" and len(node.args) == 1):
            return None
        between, parts = self.text_of(node.func.value, names, depth + 1), node.args[0]
        if between is None or not isinstance(parts, (ast.List, ast.Tuple)):
            return None
        texts = [self.text_of(part, names, depth + 1) for part in parts.elts]
        return None if None in texts else between.join(text for text in texts if text is not None)


def _joined(parts: list[str | None]) -> str | None:
    return None if any(part is None for part in parts) else "".join(part for part in parts if part is not None)


def runs_now(statement: ast.stmt) -> Iterator[ast.AST]:
    """The nodes that run when the statement itself does: not what its blocks, functions and lambdas contain."""
    pending: list[ast.AST] = [statement]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Lambda):
            continue
        yield node
        if isinstance(node, FUNCTIONS):
            pending.extend(node.decorator_list)
        elif isinstance(node, (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.AsyncFor, ast.AsyncWith)):
            # Their blocks are top-level statements themselves.
            pending.extend(child for child in children(node) if isinstance(child, (ast.expr, ast.withitem)))
        else:
            pending.extend(children(node))


def argument(call: ast.Call, name: str, position: int | None = None) -> ast.expr | None:
    """An argument by keyword, else by position."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    if position is not None and position < len(call.args):
        return call.args[position]
    return None
