"""Reads parsed code as the interpreter will run it: what runs on import, and what each name stands for afterwards."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from slipway_runtime.trees import walk

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# What these contain runs whenever they do; an if, a loop or an except may not run at all.
_ALWAYS_RUN = (ast.With, ast.AsyncWith, ast.Try, getattr(ast, "TryStar", ast.Try))
_BLOCKS = ("finalbody", "orelse", "handlers", "body")


def on_import(tree: ast.Module) -> Iterator[tuple[ast.stmt, bool]]:
    """Statements that run on import, each with whether it certainly does; the __main__ guard is not part of it."""
    return running(tree.body)


def running(body: list[ast.stmt]) -> Iterator[tuple[ast.stmt, bool]]:
    """The statements of a block and of the blocks in it, each with whether it certainly runs."""
    pending: list[tuple[ast.stmt, bool]] = [(statement, True) for statement in reversed(body)]
    while pending:
        statement, certain = pending.pop()
        if is_main_guard(statement):
            pending.extend((part, certain) for part in reversed(getattr(statement, "orelse", [])))
            continue
        yield statement, certain
        if isinstance(statement, (*FUNCTIONS, ast.ClassDef)):
            continue
        runs = certain and isinstance(statement, _ALWAYS_RUN)
        for block in _BLOCKS:
            certainly = runs or (certain and block == "body" and _is_entered(statement))
            for part in reversed(getattr(statement, block, [])):
                if isinstance(part, ast.ExceptHandler):
                    pending.extend((inner, False) for inner in reversed(part.body))
                else:
                    pending.append((part, certainly))
        for case in reversed(getattr(statement, "cases", [])):
            pending.extend((part, False) for part in reversed(case.body))


def _is_entered(statement: ast.stmt) -> bool:
    """Whether this is if True or while True."""
    test = getattr(statement, "test", None)
    return isinstance(statement, (ast.If, ast.While)) and isinstance(test, ast.Constant) and bool(test.value)


def is_main_guard(node: ast.AST) -> bool:
    """Whether this is if __name__ == "__main__", in either order, perhaps with a further condition."""
    return isinstance(node, ast.If) and is_main_test(node.test)


def is_main_test(test: ast.expr) -> bool:
    """Whether this is __name__ == "__main__", perhaps with a further condition."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return any(_compares_name(part) for part in test.values)
    return _compares_name(test)


def _compares_name(test: ast.expr) -> bool:
    if not (isinstance(test, ast.Compare) and len(test.comparators) == 1):
        return False
    sides = [test.left, test.comparators[0]]
    names = {side.id for side in sides if isinstance(side, ast.Name)}
    values = {side.value for side in sides if isinstance(side, ast.Constant) and isinstance(side.value, str)}
    return names == {"__name__"} and values == {"__main__"} and isinstance(test.ops[0], ast.Eq)


def bindings(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """The plain names a statement assigns to, each with its value."""
    if isinstance(statement, ast.Assign):
        for target in statement.targets:
            yield from _assigned(target, statement.value)
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value is not None:
        yield statement.target.id, statement.value


def _assigned(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, (ast.Tuple, ast.List)):
        parts = [*target.elts, *value.elts]
        if len(target.elts) == len(value.elts) and not any(isinstance(part, ast.Starred) for part in parts):
            for one, its_value in zip(target.elts, value.elts):
                yield from _assigned(one, its_value)


@dataclass(frozen=True)
class Binding:
    """One meaning that a name may have after import; the value is None where only the run knows it."""

    statement: ast.stmt
    value: ast.AST | None


def names(tree: ast.Module) -> dict[str, list[Binding]]:
    """What each top-level name may stand for after import, in the order in which the names were last bound."""
    found: dict[str, list[Binding]] = {}
    for statement, certain in on_import(tree):
        if isinstance(statement, ast.Delete):
            for target in statement.targets:
                if isinstance(target, ast.Name) and certain:
                    found.pop(target.id, None)
            continue
        for name, value in _bound(statement):
            earlier = found.pop(name, [])
            found[name] = [*([] if certain else earlier), Binding(statement, value)]
    return found


def _bound(statement: ast.stmt) -> Iterator[tuple[str, ast.AST | None]]:
    known = set()
    for name, value in bindings(statement):
        known.add(name)
        yield name, value
    if isinstance(statement, (*FUNCTIONS, ast.ClassDef)):
        yield statement.name, statement
    elif isinstance(statement, (ast.Import, ast.ImportFrom)):
        for alias in statement.names:
            yield alias.asname or alias.name.partition(".")[0], statement
    else:
        for node in _tested(statement):
            known.add(node.target.id)
            yield node.target.id, node.value
        for target in _targets(statement):
            for node in walk(target):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id not in known:
                    yield node.id, None


def _tested(statement: ast.stmt) -> Iterator[ast.NamedExpr]:
    """The names that the statement's own expressions bind, as in if (agent := make())."""
    for field in ("test", "value", "subject"):
        part = getattr(statement, field, None)
        if isinstance(part, ast.expr):
            yield from (node for node in walk(part) if isinstance(node, ast.NamedExpr))


def _targets(statement: ast.stmt) -> list[ast.expr]:
    if isinstance(statement, ast.Assign):
        return statement.targets
    if isinstance(statement, (ast.AugAssign, ast.For, ast.AsyncFor)):
        return [statement.target]
    if isinstance(statement, (ast.With, ast.AsyncWith)):
        return [item.optional_vars for item in statement.items if item.optional_vars is not None]
    return []


def dotted(node: ast.AST | None) -> str:
    """The dotted name of an expression; a call inside it shows as ()."""
    parts: list[str] = []
    while True:
        if isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            parts.append("()")
            node = node.func
        else:
            break
    if isinstance(node, ast.Name):
        parts.append(node.id)
    return ".".join(reversed(parts))


def last_name(node: ast.AST | None) -> str:
    """The last part of a dotted name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else "()" if isinstance(node, ast.Call) else ""


def instances(tree: ast.Module) -> dict[str, set[str]]:
    """Names anywhere in the code that are bound to an instance, with the classes that it may be of."""
    found: dict[str, set[str]] = {}
    for node in walk(tree):
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            for name, value in bindings(node):
                found.setdefault(name, set()).update(classes_in(value))
    return found


def chain(node: ast.AST) -> Iterator[ast.AST]:
    """GraphBuilder().add_node(…): the calls and what they are made on, from the last to the first."""
    while isinstance(node, (ast.Call, ast.Attribute)):
        yield node
        node = node.func if isinstance(node, ast.Call) else node.value
    yield node


def classes_in(node: ast.AST) -> set[str]:
    """The classes that a chain makes an instance of, known by their capital letter."""
    called = {last_name(part.func) for part in chain(node) if isinstance(part, ast.Call)}
    return {name for name in called if name[:1].isupper()}
