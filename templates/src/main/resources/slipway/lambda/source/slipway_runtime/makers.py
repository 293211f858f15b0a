"""Knows what returns an agent when called: the classes, their aliases and subclasses, and the code's own factories."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from slipway_runtime.statements import (
    FUNCTIONS,
    bindings,
    chain,
    classes_in,
    dotted,
    instances,
    last_name,
    on_import,
)
from slipway_runtime.trees import children, walk

# A team knows the agents it is made of, and so may a node of the code's own.
AGENT, NODE, TEAM = 1, 2, 3
_LIBRARY = {"Agent": AGENT, "MultiAgentBase": NODE, "Swarm": TEAM, "Graph": TEAM}
_BUILDER = "GraphBuilder"


class Makers:
    """Names whose call returns an agent or a team."""

    def __init__(self, tree: ast.Module) -> None:
        statements = [statement for statement, _ in on_import(tree)]
        imported = list(_imported(statements))
        ours = {name: original for module, name, original in imported if module.startswith("strands")}
        self._foreign = {name for _, name, _ in imported if name not in ours}
        self._builders = {_BUILDER, *(name for name, original in ours.items() if original == _BUILDER)}
        renamed = {name: _LIBRARY[original] for name, original in ours.items() if original in _LIBRARY}
        self._kinds = {**_LIBRARY, **renamed}
        self._instances = instances(tree)
        used = (node for node in walk(tree) if isinstance(node, (ast.Name, ast.Attribute)))
        self._has_builder = any(last_name(node) in self._builders for node in used)
        # Twice: a factory may call one that is defined below it.
        for _ in range(2):
            for statement in statements:
                self._learn(statement)

    @property
    def names(self) -> frozenset[str]:
        """All of them."""
        return frozenset(self._kinds) - self._foreign

    def kind_of(self, node: ast.AST | None) -> int:
        """AGENT, NODE or TEAM if the expression creates one, else 0."""
        if isinstance(node, ast.Await):
            return self.kind_of(node.value)
        if isinstance(node, ast.IfExp):
            return max(self.kind_of(node.body), self.kind_of(node.orelse))
        if not isinstance(node, ast.Call):
            return 0
        if self._builds_graph(node):
            return TEAM
        is_foreign = dotted(node.func).partition(".")[0] in self._foreign
        return 0 if is_foreign else self._kinds.get(last_name(node.func), 0)

    def _learn(self, statement: ast.stmt) -> None:
        if isinstance(statement, ast.ClassDef):
            kind = max((self._kinds.get(last_name(base), 0) for base in statement.bases), default=0)
        elif isinstance(statement, ast.FunctionDef) and statement.name != "main":
            kind = self._returned(statement)
        else:
            return
        if kind:
            self._kinds[statement.name] = kind

    def _returned(self, function: ast.FunctionDef) -> int:
        """What the function returns, as far as the code shows."""
        if function.decorator_list:
            return 0  # a tool returns text, whatever it makes on the way
        own = _own_statements(function)
        made = {name: kind for statement in own for name, value in bindings(statement) if (kind := self.kind_of(value))}
        returned = [statement.value for statement in own if isinstance(statement, ast.Return)]
        return max((self.kind_of(value) or _kind_by_name(value, made) for value in returned), default=0)

    def _builds_graph(self, node: ast.Call) -> bool:
        """Whether this is build() of a GraphBuilder; much else has a method of that name."""
        if not isinstance(node.func, ast.Attribute) or node.func.attr != "build" or node.args:
            return False
        classes = classes_in(node.func.value)
        for part in chain(node.func.value):
            if isinstance(part, ast.Name):
                classes |= self._instances.get(part.id, set())
        return bool(classes & self._builders) or (not classes and self._has_builder)


def _kind_by_name(value: ast.AST | None, made: dict[str, int]) -> int:
    return made.get(value.id, 0) if isinstance(value, ast.Name) else 0


def _imported(statements: list[ast.stmt]) -> Iterator[tuple[str, str, str]]:
    """For each import the module, the name that the code uses, and what it is called there."""
    for node in statements:
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.asname or alias.name, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, alias.asname or alias.name.partition(".")[0], "") for alias in node.names)


def _own_statements(function: ast.FunctionDef) -> list[ast.stmt]:
    found: list[ast.stmt] = []
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop()
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            continue
        if isinstance(node, ast.stmt):
            found.append(node)
        pending.extend(child for child in children(node) if isinstance(child, (ast.stmt, ast.ExceptHandler)))
    return found
