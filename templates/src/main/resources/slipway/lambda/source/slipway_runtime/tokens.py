"""Counts the tokens of a call's model answers where Strands is told of them, whatever the agent does with the answers."""

from __future__ import annotations

import functools
import importlib.util
import sys
import threading
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

Counts = dict[str, int]

_LIBRARY = "strands.telemetry.metrics"
# As Strands names them and as the log does.
_KINDS = {
    "inputTokens": "input_tokens",
    "outputTokens": "output_tokens",
    "totalTokens": "total_tokens",
    "cacheReadInputTokens": "cache_read_input_tokens",
    "cacheWriteInputTokens": "cache_write_input_tokens",
}

_lock = threading.Lock()
_listener: Callable[[Counts], object] | None = None


def watch() -> None:
    """From now on each model answer is counted, also where the agent imports Strands only in a call."""
    library = sys.modules.get(_LIBRARY)
    if library is not None:
        _note_answers(library)
    else:
        sys.meta_path.insert(0, _OnImport())


def tell(listener: Callable[[Counts], object] | None) -> None:
    """Who hears of each model answer from now on: the call that begins, or no one."""
    global _listener
    with _lock:
        _listener = listener


def total(answers: list[Counts]) -> Counts:
    """What all of them took; empty without one."""
    return {name: sum(counts.get(name, 0) for counts in answers) for name in {name: 0 for counts in answers for name in counts}}


class _OnImport:
    """Lets the library be imported as usual, and then counts its answers."""

    def find_spec(self, name: str, path: Any, target: ModuleType | None = None) -> ModuleSpec | None:
        """The library's own specification; any other module is found by the other finders."""
        if name != _LIBRARY:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def execute_and_watch(module: ModuleType) -> None:
                execute(module)
                _note_answers(module)

            spec.loader.exec_module = execute_and_watch  # type: ignore[method-assign]
        return spec


def _note_answers(library: ModuleType) -> None:
    kind = getattr(library, "EventLoopMetrics", None)
    update = getattr(kind, "update_usage", None)
    if update is None:
        return

    # Another version of the library may give it more than the usage.
    @functools.wraps(update)
    def update_and_note(self: Any, *given: Any, **named: Any) -> Any:
        result = update(self, *given, **named)
        _note(given[0] if given else named.get("usage"))
        return result

    kind.update_usage = update_and_note  # type: ignore[union-attr]


def _note(usage: Any) -> None:
    try:
        counts = {name: int(usage.get(given) or 0) for given, name in _KINDS.items()}
        # Strands puts 0 where a provider gives no total.
        counts["total_tokens"] = counts["total_tokens"] or counts["input_tokens"] + counts["output_tokens"]
        with _lock:
            if _listener is not None and counts["total_tokens"] > 0:
                _listener({"model_calls": 1, **{name: count for name, count in counts.items() if count}})
    except Exception as error:
        sys.stderr.write(f"slipway: tokens were not counted: {type(error).__name__}\n")  # never a reason to fail a call
