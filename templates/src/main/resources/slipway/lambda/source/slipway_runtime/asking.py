"""Asks the agent one question: bind, call, read the answer, fall back to what was printed."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType

from slipway_runtime import logs
from slipway_runtime.agent_module import entry_point
from slipway_runtime.binding import arguments_for
from slipway_runtime.capture import Capture
from slipway_runtime.events import Request
from slipway_runtime.results import is_stream, settled, text_from


@dataclass(frozen=True)
class Outcome:
    """What a call came to: text, or an error for the log."""

    text: str = ""
    printed: str = ""
    error_type: str | None = None
    error_message: str | None = None
    trace: str | None = None
    imported: list[str] = field(default_factory=list)


def ask(module: ModuleType, request: Request, emit: Callable[[str], None] | None = None) -> Outcome:
    """Call the agent; every failure, also sys.exit, comes back as an outcome."""
    printed = Capture(emit)
    try:
        with contextlib.redirect_stdout(printed), _event_loop():
            text = _call(module, request, printed, emit)
    except BaseException as error:
        if not (isinstance(error, SystemExit) and not error.code and printed.text().strip()):
            return _failed(error, printed)
        text = None  # a script that printed its answer and left in good order
    return Outcome(text=_sendable(text or printed.text().strip()), printed=printed.text())


def _failed(error: BaseException, printed: Capture) -> Outcome:
    return Outcome(
        printed=printed.text(),
        error_type=type(error).__name__,
        error_message=logs.redact(str(error))[:2000],
        trace=logs.redact(logs.trace_of(error)),
    )


def _call(module: ModuleType, request: Request, printed: Capture, emit: Callable[[str], None] | None) -> str | None:
    function = entry_point(module)
    positional, keywords = arguments_for(function, request)
    outcome = settled(function(*positional, **keywords))
    if is_stream(outcome):
        printed.emit = None  # what main yields is the stream; what it prints besides is not
        return text_from(outcome, emit)
    if type(outcome) is int and outcome == 0 and printed.text().strip():
        return None  # the exit status of a script, not its answer
    text = text_from(outcome)
    # Many mains print what they return: a stream that carried the print needs no second copy.
    if emit is not None and text and text.strip() not in printed.text():
        emit(text)
    return text


@contextlib.contextmanager
def _event_loop():
    """A synchronous main may use asyncio.get_event_loop() as it could in a script's main thread."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        yield
    finally:
        asyncio.set_event_loop(None)
        loop.close()


def _sendable(text: str) -> str:
    # A lone surrogate is legal in a str but not in JSON bytes.
    return text.encode("utf-8", "replace").decode("utf-8")
