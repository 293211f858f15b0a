"""The modules that code imports on Lambda."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from slipway_runtime.statements import is_main_guard, last_name
from slipway_runtime.trees import children, walk


@dataclass(frozen=True)
class Import:
    """One imported module, or one name of it; level counts the dots of a relative import."""

    module: str
    name: str | None
    node: ast.stmt
    optional: bool
    level: int = 0

    @property
    def full(self) -> str:
        """The module and the name in it, which may be a module as well."""
        return f"{self.module}.{self.name}" if self.name else self.module


def imports(tree: ast.Module) -> Iterator[Import]:
    """Imports that happen on Lambda: not those for type checkers or in the __main__ guard."""
    pending: list[tuple[ast.AST, bool]] = [(node, False) for node in reversed(tree.body)]
    while pending:
        node, optional = pending.pop()
        if isinstance(node, ast.If) and (is_main_guard(node) or _is_type_checking(node)):
            pending.extend((child, optional) for child in reversed(node.orelse))
            continue
        if isinstance(node, ast.Try) and _tolerates_import_error(node):
            pending.extend((child, True) for child in reversed(node.body))
            rest = [*node.handlers, *node.orelse, *node.finalbody]
            pending.extend((child, optional) for child in reversed(rest))
            continue
        yield from _imported(node, optional)
        pending.extend((part, optional) for part in reversed(children(node)) if not isinstance(part, ast.expr))


def _imported(node: ast.AST, optional: bool) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        yield from (Import(alias.name, None, node, optional) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield from (Import(node.module or "", alias.name, node, optional, node.level) for alias in node.names)


def _is_type_checking(node: ast.If) -> bool:
    return last_name(node.test) == "TYPE_CHECKING"


def _tolerates_import_error(node: ast.Try) -> bool:
    """Whether the code continues when the import fails: a handler that raises or exits does not count."""
    for handler in node.handlers:
        names = {last_name(part) for part in walk(handler.type)} if handler.type else {"Exception"}
        if names & {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}:
            ends = any(isinstance(part, ast.Raise) or _exits(part) for part in walk(handler))
            return not ends
    return False


def _exits(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and last_name(node.func) in ("exit", "quit", "_exit")
