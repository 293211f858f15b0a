"""Knows what returns an agent when called: the classes, their aliases and subclasses, and the code's own factories."""

from __future__ import annotations

import ast

from agent_check.code import FUNCTIONS, Code, bindings, last_name

_AGENT, _TEAMS = "Agent", ("Swarm", "Graph")


def makers_of(code: Code) -> frozenset[str]:
    """Names whose call returns an agent or a team."""
    names = {_AGENT, *_TEAMS} | _aliases(code)
    # Twice: a factory may call one that is defined below it.
    for _ in range(2):
        for name, node in code.functions.items():
            if isinstance(node, ast.ClassDef) and any(last_name(base) in names for base in node.bases):
                names.add(name)
            elif isinstance(node, ast.FunctionDef) and name != "main" and _is_factory(node, frozenset(names)):
                names.add(name)
    return frozenset(names)


def makes_agent(node: ast.AST | None, makers: frozenset[str]) -> bool:
    """Whether an expression creates an agent or a team of agents."""
    return isinstance(node, ast.Call) and (last_name(node.func) in makers or _builds_graph(node))


def is_team_call(node: ast.AST | None) -> bool:
    """Whether an expression creates a team."""
    return isinstance(node, ast.Call) and (last_name(node.func) in _TEAMS or _builds_graph(node))


def _builds_graph(node: ast.Call) -> bool:
    return last_name(node.func) == "build" and not node.args


def _aliases(code: Code) -> set[str]:
    imports = [node for node in code.top_level if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("strands")]
    return {alias.asname for node in imports for alias in node.names if alias.asname and alias.name in (_AGENT, *_TEAMS)}


def _is_factory(function: ast.FunctionDef, makers: frozenset[str]) -> bool:
    """Whether it returns an agent, as far as the code shows."""
    if function.decorator_list:
        return False  # a tool returns text, whatever it makes on the way
    own = _own_statements(function)
    made = {name for statement in own for name, value in bindings(statement) if makes_agent(value, makers)}
    returned = [statement.value for statement in own if isinstance(statement, ast.Return)]
    return any(makes_agent(value, makers) or (isinstance(value, ast.Name) and value.id in made) for value in returned)


def _own_statements(function: ast.FunctionDef) -> list[ast.stmt]:
    found: list[ast.stmt] = []
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop()
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            continue
        if isinstance(node, ast.stmt):
            found.append(node)
        pending.extend(child for child in ast.iter_child_nodes(node) if isinstance(child, (ast.stmt, ast.ExceptHandler)))
    return found
