"""AWS's operations, as the methods of its clients name them."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from agent_check.data import load


@dataclass(frozen=True)
class Client:
    """A client, or with a type an object of the resource interface; with an operation its paginator or waiter."""

    service: str
    made: ast.Call
    type: str | None = None
    names: tuple[ast.expr, ...] = ()
    operation: str | None = None


@dataclass(frozen=True)
class Asked:
    """An operation that the code calls, and what it says about the object of the operation."""

    service: str
    operation: str
    node: ast.AST
    names: tuple[ast.expr, ...] = ()
    given: dict[str, ast.expr] = field(default_factory=dict)


@dataclass
class Found:
    """The operations, and the clients whose operations the code does not show."""

    asked: list[Asked] = field(default_factory=list)
    unclear: list[tuple[ast.AST, str]] = field(default_factory=list)


def operation_of(service: str, method: str) -> str:
    """The operation behind a method."""
    for operation in load("sdk_actions.json")["irregular"].get(service, ()):
        if operation.lower() == method.replace("_", "").lower():
            return operation
    return "".join(word[:1].upper() + word[1:] for word in method.split("_"))


def waited_for(service: str, waiter: str) -> str:
    """The operation that a waiter calls; empty if there is no such waiter."""
    return load("sdk_actions.json")["waiters"].get(service, {}).get(waiter, "")
