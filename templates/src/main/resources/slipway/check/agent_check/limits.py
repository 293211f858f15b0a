"""Bounds what hostile code can cost the machine that reads it."""

from __future__ import annotations

import resource
import signal
from types import FrameType

MAX_CODE_BYTES = 5 * 1024 * 1024
# Far above any agent; a million one-line statements would cost more memory than the check may take.
MAX_LINES = 100_000
# A real agent needs less than 100 MB here; five megabytes of the densest Python need more than this and are refused.
MAX_MEMORY_BYTES = 1 << 30
# The largest real agent takes well under a second.
MAX_CPU_SECONDS = 20
# Between the two the check can still answer; after the second the kernel kills it.
KILL_CPU_SECONDS = 25


class TooExpensive(Exception):
    """The check has used up its CPU time."""


def apply() -> None:
    """From now on the kernel enforces the limits."""
    _lower(resource.RLIMIT_AS, MAX_MEMORY_BYTES)
    _lower(resource.RLIMIT_CORE, 0)
    signal.signal(signal.SIGXCPU, _give_up)
    _lower(resource.RLIMIT_CPU, MAX_CPU_SECONDS, KILL_CPU_SECONDS)


def _give_up(signal_number: int, frame: FrameType | None) -> None:
    raise TooExpensive(f"more than {MAX_CPU_SECONDS} s of CPU time")


def _lower(kind: int, soft: int, hard: int | None = None) -> None:
    _, ceiling = resource.getrlimit(kind)
    wanted = soft if hard is None else hard
    if ceiling != resource.RLIM_INFINITY:
        wanted = min(wanted, ceiling)
    resource.setrlimit(kind, (min(soft, wanted), wanted))
