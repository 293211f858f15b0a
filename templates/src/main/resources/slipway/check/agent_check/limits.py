"""Bounds what hostile code can cost the machine that reads it."""

from __future__ import annotations

import resource

MAX_CODE_BYTES = 5 * 1024 * 1024
# A real agent needs less than 100 MB here; five megabytes of the densest Python need more than this and are refused.
MAX_MEMORY_BYTES = 1 << 30
# The largest real agent takes well under a second.
MAX_CPU_SECONDS = 20


def apply() -> None:
    """From here on the kernel enforces the limits."""
    _lower(resource.RLIMIT_AS, MAX_MEMORY_BYTES)
    _lower(resource.RLIMIT_CPU, MAX_CPU_SECONDS)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, value))
