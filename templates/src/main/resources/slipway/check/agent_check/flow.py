"""Follows what certainly or possibly runs, from call to call, through the code's own functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Union

from agent_check.code import FUNCTIONS, Code, bindings, dotted, last_name, runs_now
from agent_check.receivers import Receivers
from slipway_runtime.entry_choice import AGENT_ITSELF
from slipway_runtime.statements import on_import, running

Function = Union[ast.FunctionDef, ast.AsyncFunctionDef]
# A call and whether it certainly happens.
Happens = tuple[ast.Call, bool]

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
        """The calls while the module is imported."""
        yield from self._calls(on_import(self._code.tree), {}, 0)

    def in_entry(self) -> Iterator[Happens]:
        """The calls when a request arrives, of the functions that the import has not entered."""
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
            for call in _awaited_calls(statement):
                yield call, certain
                for function in self._called(call, nested):
                    yield from self._inside(function, certain, depth)

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


def _awaited_calls(statement: ast.stmt) -> Iterator[ast.Call]:
    """The calls that a statement makes and waits for: not those in a thread, a task or another process."""
    calls = [node for node in runs_now(statement) if isinstance(node, ast.Call)]
    beside: set[int] = set()
    for call in calls:
        if last_name(call.func) in _BESIDE:
            given = [*call.args, *(keyword.value for keyword in call.keywords)]
            beside.update(id(part) for value in given for part in ast.walk(value))
    yield from (call for call in calls if id(call) not in beside)
