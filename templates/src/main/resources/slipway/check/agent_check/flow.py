"""Follows what certainly or possibly runs, from call to call, through the code's own functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Union

from agent_check.code import FUNCTIONS, Code, bindings, dotted, last_name, runs_now
from agent_check.receivers import Receivers
from slipway_runtime.entry_choice import AGENT_ITSELF
from slipway_runtime.statements import is_main_test, on_import, running
from slipway_runtime.trees import walk

Function = Union[ast.FunctionDef, ast.AsyncFunctionDef]
# A call or a loop, and whether it certainly happens.
Happens = tuple[Union[ast.Call, ast.While], bool]

# What these are given runs beside the code that gives it.
_BESIDE = ("create_task", "ensure_future", "Thread", "Process", "Timer", "submit", "start_soon", "run_in_executor")
_RUNNERS = ("anyio.run", "trio.run", "curio.run")
# No one nests calls this deep; hostile code does.
_MAX_DEPTH = 20


class Flow:
    """The calls that happen on import, and when the entry point is called; each function is entered once."""

    def __init__(self, code: Code, receivers: Receivers) -> None:
        self._code = code
        self._receivers = receivers
        self._entered: set[int] = set()

    def on_import(self) -> Iterator[Happens]:
        """The calls and loops while the module is imported."""
        yield from self._calls(on_import(self._code.tree), {}, 0)

    def in_entry(self) -> Iterator[Happens]:
        """The calls and loops when a request arrives, of the functions that the import has not entered."""
        function = entry_function(self._code)
        if function is not None:
            yield from self._inside(function, True, 0)

    def _inside(self, function: Function, certain: bool, depth: int) -> Iterator[Happens]:
        if depth > _MAX_DEPTH or id(function) in self._entered:
            return
        self._entered.add(id(function))
        nested = {part.name: part for part in function.body if isinstance(part, FUNCTIONS)}
        steps = ((step, certain and sure) for step, sure in _until_it_returns(function.body))
        yield from self._calls(steps, nested, depth + 1)

    def _calls(
        self, steps: Iterator[tuple[ast.stmt, bool]], nested: dict[str, Function], depth: int
    ) -> Iterator[Happens]:
        for statement, certain in steps:
            if isinstance(statement, ast.While):
                yield statement, certain
            for call, sure in _awaited_calls(statement):
                yield call, certain and sure
                for function in self._called(call, nested):
                    yield from self._inside(function, certain and sure, depth)

    def _called(self, call: ast.Call, nested: dict[str, Function]) -> Iterator[Function]:
        name = dotted(call.func)
        if name in _RUNNERS and call.args:
            name = dotted(call.args[0])
        function = nested.get(name) or self._code.functions.get(name)
        if isinstance(function, FUNCTIONS):
            yield function
        if isinstance(call.func, ast.Attribute):
            for owner in self._receivers.classes_of(call.func.value):
                body = getattr(self._code.functions.get(owner), "body", [])
                yield from (part for part in body if isinstance(part, FUNCTIONS) and part.name == call.func.attr)


def entry_function(code: Code) -> Function | None:
    """The code's own function behind the entry point."""
    entry = code.entry
    if entry is None or entry.kind == AGENT_ITSELF:
        return None
    function: ast.AST | None = code.functions.get(entry.name, entry.node)
    if isinstance(function, ast.stmt) and not isinstance(function, FUNCTIONS):
        bound = [value for name, value in bindings(function) if name == entry.name]
        function = code.functions.get(dotted(bound[0])) if bound else None
    return function if isinstance(function, FUNCTIONS) else None


def _until_it_returns(body: list[ast.stmt]) -> Iterator[tuple[ast.stmt, bool]]:
    """A function's statements; what follows a return that may happen is no longer certain."""
    sure = True
    for statement, certain in running(body):
        yield statement, certain and sure
        sure = sure and not isinstance(statement, (ast.Return, ast.Raise))


def _awaited_calls(statement: ast.stmt) -> Iterator[tuple[ast.Call, bool]]:
    """The calls that a statement makes and waits for, each with whether it does so in every case.

    Those in a thread, a task or another process are not waited for.
    """
    nodes = list(runs_now(statement))
    left_out, perhaps = set(), set()
    for node in nodes:
        if isinstance(node, ast.Call) and last_name(node.func) in _BESIDE:
            left_out |= _inside([*node.args, *(keyword.value for keyword in node.keywords)])
        elif isinstance(node, ast.IfExp):
            (left_out if is_main_test(node.test) else perhaps).update(_inside([node.body]))
            perhaps |= _inside([node.orelse])
        elif isinstance(node, ast.BoolOp):
            guarded = isinstance(node.op, ast.And) and is_main_test(node)
            (left_out if guarded else perhaps).update(_inside(node.values[1:]))
    for node in nodes:
        if isinstance(node, ast.Call) and id(node) not in left_out:
            yield node, id(node) not in perhaps


def _inside(values: list[ast.expr]) -> set[int]:
    return {id(part) for value in values for part in walk(value)}
