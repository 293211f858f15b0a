"""Describes an error for the log: the whole trace, and a summary with the line of the agent's own code."""

from __future__ import annotations

import json
import linecache
import os
import traceback
from collections.abc import Iterator
from typing import Any

# Space in the summary, in bytes of JSON: together these stay far below the 4 KB that Lambda returns.
MAX_MESSAGE_BYTES = 900
MAX_CAUSE_BYTES = 400
MAX_NAME_BYTES = 160
MAX_CODE_BYTES = 200
# The error itself, and at most this many of those behind it.
MAX_CAUSES = 2

# CloudWatch refuses longer lines and no one reads longer traces.
MAX_TRACE_LINE = 2_000
MAX_TRACE_HEAD, MAX_TRACE_TAIL = 6_000, 14_000

_RUNTIME = os.path.dirname(os.path.abspath(__file__)) + os.sep
# The runtime is among the dependencies where these have a folder of their own; it may be inside the agent's.
_DEPENDENCIES = os.path.dirname(os.path.dirname(_RUNTIME)) + os.sep


def describe(error: BaseException, root: str | None) -> dict[str, Any]:
    """What is known about an error, as JSON data; root is the folder that holds the agent's own code."""
    first, *behind = _chain(error)
    # Of a long chain the beginning says what was attempted and the end says why it failed.
    causes = [_summary(cause, root, MAX_CAUSE_BYTES) for cause in behind[-MAX_CAUSES:]]
    return {**_summary(first, root, MAX_MESSAGE_BYTES), "causes": causes, "trace": trace_of(error)}


def name_of(error: BaseException) -> str:
    """The name of the error's class, whatever the class says about itself."""
    return type.__dict__["__name__"].__get__(type(error))


def text_of(error: BaseException) -> str:
    """The error's own text; an error may be unable to produce any."""
    try:
        return str(error)
    except BaseException as fault:
        return f"(no text: its __str__ raised {name_of(fault)})"


def trace_of(error: BaseException) -> str:
    """The error's trace, with the middle left out where it is very long."""
    try:
        text = "".join(traceback.format_exception(type(error), error, _raw(error, "__traceback__")))
    except BaseException as fault:
        return f"{name_of(error)}: (no trace: rendering it raised {name_of(fault)})"
    text = "\n".join(_shortened_line(line) for line in text.splitlines())
    if len(text) <= MAX_TRACE_HEAD + MAX_TRACE_TAIL:
        return text
    left_out = len(text) - MAX_TRACE_HEAD - MAX_TRACE_TAIL
    return f"{text[:MAX_TRACE_HEAD]}\n  … {left_out} characters left out …\n{text[-MAX_TRACE_TAIL:]}"


def _shortened_line(line: str) -> str:
    left_out = len(line) - MAX_TRACE_LINE
    return line if left_out <= 0 else f"{line[:MAX_TRACE_LINE]} … {left_out} more characters"


def _chain(error: BaseException) -> list[BaseException]:
    """The error, then what caused it or is grouped in it, each once: a chain may lead back to itself."""
    seen: list[BaseException] = []
    waiting = [error]
    while waiting and len(seen) < 100:
        current = waiting.pop(0)
        if not any(current is known for known in seen):
            seen.append(current)
            waiting.extend(_behind(current))
    return seen


def _behind(error: BaseException) -> Iterator[BaseException]:
    try:
        grouped = getattr(error, "exceptions", None)
    except BaseException:
        grouped = None  # a property of the error's own that raises
    if type(grouped) is tuple:
        yield from (part for part in grouped if issubclass(type(part), BaseException))
    cause, context = _raw(error, "__cause__"), _raw(error, "__context__")
    if cause is not None:
        yield cause
    elif context is not None and not _raw(error, "__suppress_context__"):
        yield context


def _raw(error: BaseException, name: str) -> Any:
    """What Python itself has recorded about an error: its class may answer for it, or fail to."""
    return BaseException.__dict__[name].__get__(error)


def _summary(error: BaseException, root: str | None, room: int) -> dict[str, Any]:
    summary: dict[str, Any] = {
        "error_type": shortened(name_of(error), MAX_NAME_BYTES),
        "error": shortened(text_of(error), room),
    }
    place = _place(error, root) if root is not None else None
    if place is not None:
        file, line, function, code = place
        summary.update(file=shortened(file, MAX_NAME_BYTES), line=line, code=shortened(code, MAX_CODE_BYTES))
        if function is not None:
            summary["function"] = shortened(function, MAX_NAME_BYTES)
    return summary


def _place(error: BaseException, root: str) -> tuple[str, int, str | None, str] | None:
    """The innermost line of the agent's own code: file, line, function and the code there."""
    if issubclass(type(error), SyntaxError) and _is_own(str(error.filename), root):
        code = error.text or linecache.getline(str(error.filename), error.lineno or 0)
        return os.path.relpath(str(error.filename), root), error.lineno or 0, None, str(code).strip()
    found = None
    step = _raw(error, "__traceback__")
    while step is not None:
        if _is_own(step.tb_frame.f_code.co_filename, root):
            found = step
        step = step.tb_next
    if found is None:
        return None
    code = found.tb_frame.f_code
    line = linecache.getline(code.co_filename, found.tb_lineno).strip()
    return os.path.relpath(code.co_filename, root), found.tb_lineno, code.co_name, line


def _is_own(file: str, root: str) -> bool:
    own = root.rstrip(os.sep) + os.sep
    if not file.startswith(own) or file.startswith(_RUNTIME) or "site-packages" in file:
        return False
    return not (_DEPENDENCIES.startswith(own) and _DEPENDENCIES != own and file.startswith(_DEPENDENCIES))


def shortened(text: str, room: int) -> str:
    """The beginning of a text, as much of it as fits when written as JSON in UTF-8."""
    if len(text) > room:
        text = text[:room] + "…"
    while len(json.dumps(text, ensure_ascii=False).encode("utf-8", "backslashreplace")) > room:
        text = text[: len(text) * 9 // 10].rstrip("…") + "…"
    return text
