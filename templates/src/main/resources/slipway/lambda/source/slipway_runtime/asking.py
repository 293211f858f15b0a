"""Asks the agent one question: bind, call, read the answer, fall back to what was printed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from slipway_runtime import entry_points, loops, sessions
from slipway_runtime.capture import Printed
from slipway_runtime.command_lines import answering_argparse
from slipway_runtime.entry_choice import Choice
from slipway_runtime.events import Request
from slipway_runtime.failures import describe
from slipway_runtime.results import ErrorEvent, HttpAnswer, http_answer, http_error, is_stream, settled, text_from


@dataclass(frozen=True)
class Outcome:
    """The result of a call: text, an HTTP answer of the agent's own, or a failure for the log; and the tokens that it took."""

    text: str = ""
    http: HttpAnswer | None = None
    failure: dict[str, Any] | None = None
    # Why it failed, where the agent meant its caller to know.
    told: str | None = None
    imported: list[str] = field(default_factory=list)
    tokens: dict[str, int] = field(default_factory=dict)


def ask(
    module: ModuleType,
    choice: Choice | None,
    request: Request,
    root: str,
    emit: Callable[[str], None] | None = None,
    log: Callable[[bytes], object] | None = None,
) -> Outcome:
    """Call the agent; every failure, including sys.exit, is returned as an outcome."""
    printed = Printed(emit if request.prints_stream else None, log)
    try:
        with contextlib.redirect_stdout(printed.stream()), loops.as_in_a_script(), answering_argparse(request):
            if request.session_id is not None:
                sessions.keep(request.session_id)
            answer = _call(module, choice, request, printed, emit)
    except ErrorEvent as error:
        return Outcome(failure=describe(error.with_traceback(None), root), told=_sendable(str(error)))
    except BaseException as error:
        own = http_error(error) if entry_points.answers_http(module, choice) else None
        if own is not None:
            return Outcome(http=own)
        if not (issubclass(type(error), SystemExit) and not error.code and printed.text().strip()):  # type: ignore[attr-defined]
            return Outcome(failure=describe(error, root))
        answer = None  # a script that printed its answer and exited normally
    if isinstance(answer, dict):
        return Outcome(http=answer)
    return Outcome(text=_sendable(answer or printed.text().strip()))


def _call(
    module: ModuleType, choice: Choice | None, request: Request, printed: Printed, emit: Callable[[str], None] | None
) -> str | HttpAnswer | None:
    outcome = settled(entry_points.call(module, choice, request))
    own = http_answer(outcome) if entry_points.answers_http(module, choice) else None
    if own is not None:
        if printed.emit is not None and printed.text() and own["statusCode"] < 400 and not own.get("isBase64Encoded"):
            printed.emit(own["body"])  # the stream has begun with what was printed
        return own
    if is_stream(outcome):
        printed.emit = None  # what main yields is the stream; what it prints besides is not
        return text_from(outcome, emit)
    if type(outcome) is int and outcome == 0 and printed.text().strip():
        return None  # the exit status of a script, not its answer
    text = text_from(outcome)
    # Many mains print what they return: a stream that carried the print needs no second copy.
    if printed.emit is not None and text and text.strip() not in printed.text():
        printed.emit(text)
    return text


def _sendable(text: str) -> str:
    # A lone surrogate is legal in a str but not in JSON bytes.
    return text.encode("utf-8", "replace").decode("utf-8")
