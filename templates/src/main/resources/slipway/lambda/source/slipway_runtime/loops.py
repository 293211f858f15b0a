"""The event loops that agents run on.

Usually each call has its own, as in a script. A process that answers one call after another keeps one: what the agent has
begun goes on after its answer, and what it keeps between calls, such as a client for HTTP, belongs to a loop that still runs.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine, Iterator
from typing import Any


class _Kept:
    """A loop for what is asynchronous, and one for code that runs a loop itself."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._script: asyncio.AbstractEventLoop | None = None

    def run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """The coroutine's result, or its error."""
        if self._loop.is_closed():  # by the agent
            self._loop = asyncio.new_event_loop()
        task = self._loop.create_task(coroutine)
        try:
            return self._loop.run_until_complete(task)
        except BaseException:
            # Something else on the loop has asked to exit; the call ends with that, as in a script.
            if not task.done():
                task.cancel()
                with contextlib.suppress(BaseException):
                    self._loop.run_until_complete(task)
            if task.done() and not task.cancelled():
                task.exception()  # it is raised here, so the loop need not log it
            raise

    def wait(self, descriptor: int) -> None:
        """Run what the agent has begun until there is something to read."""
        if self._loop.is_closed():
            return
        ready = self._loop.create_future()
        self._loop.add_reader(descriptor, lambda: ready.done() or ready.set_result(None))
        try:
            while not ready.done():
                with contextlib.suppress(SystemExit, KeyboardInterrupt, asyncio.CancelledError):  # of a task that has ended
                    self._loop.run_until_complete(ready)
        except (RuntimeError, OSError, ValueError):
            return  # the agent has stopped the loop, or runs it in a thread: there is nothing to do meanwhile
        finally:
            self._loop.remove_reader(descriptor)

    def script(self) -> asyncio.AbstractEventLoop:
        """One that the agent has neither closed nor given to a thread."""
        if self._script is None or self._script.is_closed() or self._script.is_running():
            self._script = asyncio.new_event_loop()
        return self._script


_keeps = False
_kept: _Kept | None = None


def keep() -> None:
    """From now on this process keeps its loops from call to call."""
    global _keeps
    _keeps = True


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """The coroutine's result, or its error."""
    return _the_kept().run(coroutine) if _keeps else asyncio.run(coroutine)


def wait(descriptor: int) -> None:
    """Return when there is something to read; meanwhile what the agent has begun goes on."""
    if _kept is not None:
        _kept.wait(descriptor)


@contextlib.contextmanager
def as_in_a_script() -> Iterator[None]:
    """A synchronous main may use asyncio.get_event_loop() as it could in a script's main thread."""
    loop = _the_kept().script() if _keeps else asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        yield
    finally:
        asyncio.set_event_loop(None)
        if not (_keeps or loop.is_running()):  # else the agent runs it in a thread of its own
            loop.close()


def _the_kept() -> _Kept:
    global _kept
    if _kept is None:
        _kept = _Kept()
    return _kept
