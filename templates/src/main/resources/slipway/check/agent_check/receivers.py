"""Says what a method is called on: the full names of the classes that an expression may be an instance of."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from slipway_runtime.statements import FUNCTIONS, chain, dotted, last_name
from slipway_runtime.trees import walk

if TYPE_CHECKING:
    from agent_check.code import Code


class Receivers:
    """What the code's names and attributes are instances of, as far as the code shows."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._imported = _imported(code)
        self._bound = _bound(code)
        self._own = {node.name: [self.full_name(base) for base in node.bases] for node in code.every(ast.ClassDef)}

    def full_name(self, node: ast.AST) -> str:
        """The dotted name, beginning with the package from which the code has imported it."""
        root, dot, rest = dotted(node).partition(".")
        return f"{self._imported.get(root, root)}{dot}{rest}"

    def classes_of(self, node: ast.AST) -> set[str]:
        """The classes of an instance, the code's own by their plain names."""
        found: set[str] = set()
        waiting: list[ast.AST] = [node]
        seen: set[int] = set()
        while waiting:
            part = waiting.pop()
            if id(part) in seen:
                continue
            seen.add(id(part))
            for step in chain(part):
                if isinstance(step, ast.Call):
                    found.add(self.full_name(step.func))
                    waiting.extend(self._returned(step.func))
            if isinstance(part, (ast.Name, ast.Attribute)):
                waiting.extend(self._bound.get(last_name(part), ()))
        return found

    def kinds_of(self, node: ast.AST) -> set[str]:
        """The classes of libraries behind an instance: what the code's own classes extend, instead of these."""
        found: set[str] = set()
        waiting = list(self.classes_of(node))
        seen: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            if name in self._own:
                waiting.extend(self._own[name])
            else:
                found.add(name)
        return found

    def _returned(self, function: ast.AST) -> list[ast.expr]:
        made_by = self._code.functions.get(dotted(function))
        if not isinstance(made_by, FUNCTIONS):
            return []
        return [part.value for part in walk(made_by) if isinstance(part, ast.Return) and part.value is not None]


def _imported(code: Code) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in code.everything:
        if isinstance(node, ast.Import):
            for alias in node.names:
                root = alias.name.partition(".")[0]
                found[alias.asname or root] = alias.name if alias.asname else root
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update({alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names})
    return found


def _bound(code: Code) -> dict[str, list[ast.expr]]:
    """Names and attributes with everything that is bound to them, anywhere in the code."""
    found: dict[str, list[ast.expr]] = {}
    for node in code.everything:
        pairs: list[tuple[ast.expr, ast.expr | None]] = []
        if isinstance(node, ast.Assign):
            pairs = [(target, node.value) for target in node.targets]
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)):
            pairs = [(node.target, node.value)]
        elif isinstance(node, ast.withitem) and node.optional_vars is not None:
            pairs = [(node.optional_vars, node.context_expr)]
        for target, value in pairs:
            if value is not None and isinstance(target, (ast.Name, ast.Attribute)):
                found.setdefault(last_name(target), []).append(value)
    return found
