"""Imports in the parent what every forked call would otherwise import again for itself."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable

# What these libraries load with the first request; done in Lambda's init phase it also runs at full CPU.
_LOADED_LATE = {
    "botocore": ("encodings.idna",),
    "httpx": ("anyio._backends._asyncio", "httpcore", "h11"),
    "openai": ("openai.resources", "openai.resources.chat", "openai.lib.streaming.chat"),
    "anthropic": ("anthropic.resources", "anthropic.lib.streaming"),
}
# A call that imports more than this has its own reasons.
MAX_LEARNED = 2000


def warm_up() -> None:
    """Load the late parts of the libraries that are loaded."""
    learn(name for library, names in _LOADED_LATE.items() if library in sys.modules for name in names)


def snapshot() -> frozenset[str]:
    """The modules that are loaded now."""
    return frozenset(sys.modules)


def imported_since(before: frozenset[str]) -> list[str]:
    """Modules a call loaded that belong to libraries loaded before it."""
    roots = {name.partition(".")[0] for name in before}
    new = [name for name in sys.modules if name not in before and name.partition(".")[0] in roots]
    return new[:MAX_LEARNED]


def learn(names: Iterable[str]) -> None:
    """Import modules for the calls to come; one that cannot be imported alone is left to the call."""
    for name in names:
        if name not in sys.modules:
            try:
                importlib.import_module(name)
            except Exception:
                continue
