"""Keeps callers apart: a forked copy of the process per call, or a freshly executed module, or (on request) nothing."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

from slipway_runtime import child, logs, scratch, warming
from slipway_runtime.agent_module import AgentModule
from slipway_runtime.asking import Outcome, ask
from slipway_runtime.child import TookTooLong
from slipway_runtime.events import Request

Emit = Callable[[str], None]


class LoadFailed(Exception):
    """The generated code failed while it was loaded; the cause is its error."""


class Isolation:
    """Owns the loaded module and decides what one call may see of it."""

    def __init__(self, mode: str) -> None:
        self._mode = mode
        self._source: AgentModule | None = None
        self._module: ModuleType | None = None
        self._unused = False
        self._abandoned = False
        self._to_learn: list[str] = []

    def load(self) -> None:
        """Execute the generated code once, in the init phase; a failure is told to each caller, not to Lambda."""
        try:
            self._source = self._source or AgentModule()
            self._module = self._source.execute()
        except BaseException as error:
            self._module = None
            raise LoadFailed(str(error)) from error
        self._unused = True
        warming.warm_up()
        if self._mode == "call" and threading.active_count() > 1:
            # A fork would lose threads the code started while loading (an MCP client, say).
            logs.write("WARN", "isolation_by_reload", threads=threading.active_count())
            self._mode = "reload"
        # Children then share the memory of what is loaded. What little garbage it left is not worth looking for.
        gc.freeze()

    def ask(self, request: Request, seconds: float | None, emit: Emit | None = None) -> Outcome:
        """One call, answered or TookTooLong."""
        if self._abandoned:
            # The thread of a call that took too long still runs and must not meet another caller.
            os._exit(1)
        if self._module is None:
            self.load()
        if self._mode == "none":
            return self._ask_in_thread(self._loaded(), request, seconds, emit)
        place = scratch.folder()
        before = scratch.entries(place)
        try:
            return self._ask_apart(request, seconds, emit)
        finally:
            scratch.remove_new(place, before)

    def _ask_apart(self, request: Request, seconds: float | None, emit: Emit | None) -> Outcome:
        if self._mode == "call":
            # Paid by the second call at most: the third finds everything loaded.
            warming.learn(self._to_learn)
            return self._ask_in_child(request, seconds, emit)
        return self._ask_in_thread(self._module_for_call(), request, seconds, emit)

    def _ask_in_child(self, request: Request, seconds: float | None, emit: Emit | None) -> Outcome:
        before = warming.snapshot()

        def call(send: Emit | None) -> Outcome:
            outcome = ask(self._loaded(), request, send)
            return replace(outcome, imported=warming.imported_since(before))

        outcome = child.run(call, seconds, emit)
        self._to_learn = outcome.imported
        return outcome

    def _loaded(self) -> ModuleType:
        if self._module is None:
            raise LoadFailed("the module is not loaded")
        return self._module

    def _module_for_call(self) -> ModuleType:
        if self._unused:
            self._unused = False
            return self._loaded()
        if self._source is None:
            raise LoadFailed("the module is not loaded")
        try:
            self._module = self._source.execute()
        except BaseException as error:
            raise LoadFailed(str(error)) from error
        return self._module

    def _ask_in_thread(self, module: ModuleType, request: Request, seconds: float | None, emit: Emit | None) -> Outcome:
        outcomes: list[Outcome] = []
        # Generated mains call agent(...) inside a coroutine, so no asyncio timeout can fire: a join can.
        thread = threading.Thread(target=lambda: outcomes.append(ask(module, request, emit)), daemon=True)
        thread.start()
        thread.join(seconds)
        if thread.is_alive():
            self._abandoned = True
            raise TookTooLong()
        return outcomes[0]
