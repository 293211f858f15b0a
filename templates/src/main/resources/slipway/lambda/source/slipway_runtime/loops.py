"""The event loops that agents run on.

Usually each call has its own, as in a script. A process that answers one call after another keeps one: what the agent has
begun goes on after its answer, and what it keeps between calls, such as a client for HTTP, belongs to a loop that still runs.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import queue
import threading
from collections.abc import Coroutine, Iterator
from typing import Any


class _Kept:
    """A loop in a thread of its own, and one for code that runs a loop itself."""

    def __init__(self) -> None:
        self.script = asyncio.new_event_loop()
        self._loop = asyncio.new_event_loop()
        self._running: set[asyncio.Task[None]] = set()
        threading.Thread(target=self._loop.run_forever, name="agent's event loop", daemon=True).start()

    def run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """The coroutine's result, or its error."""
        ends: queue.SimpleQueue[tuple[Any, BaseException | None]] = queue.SimpleQueue()

        async def settle() -> None:
            try:
                ends.put((await coroutine, None))
            except BaseException as error:  # SystemExit would end the loop
                ends.put((None, error))

        def begin() -> None:
            task = self._loop.create_task(settle())
            self._running.add(task)  # the loop itself would let go of it
            task.add_done_callback(self._running.discard)

        self._loop.call_soon_threadsafe(begin, context=contextvars.copy_context())
        result, error = ends.get()
        if error is not None:
            raise error
        return result


_keeps = False
_kept: _Kept | None = None


def keep() -> None:
    """From now on this process keeps its loops from call to call."""
    global _keeps
    _keeps = True


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """The coroutine's result, or its error."""
    return _the_kept().run(coroutine) if _keeps else asyncio.run(coroutine)


@contextlib.contextmanager
def as_in_a_script() -> Iterator[None]:
    """A synchronous main may use asyncio.get_event_loop() as it could in a script's main thread."""
    loop = _the_kept().script if _keeps else asyncio.new_event_loop()
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
