"""Finds connections that loading the agent's code has opened: every copy of its process would talk over the same ones."""

from __future__ import annotations

import gc
import os
import socket
import stat
import sys
from collections.abc import Iterable

_DESCRIPTORS = "/proc/self/fd"


def connected() -> frozenset[int]:
    """What this process is connected to, as the kernel numbers it; not the pairs with which it talks to itself."""
    try:
        names = os.listdir(_DESCRIPTORS)
    except OSError:
        return frozenset()  # not on Linux, where agents run
    return frozenset(number for number in map(_number, names) if number is not None)


def shared(before: Iterable[int]) -> int:
    """How many there are now that are not among these, without those that a library opens again by itself."""
    opened = connected().difference(before)
    if opened:
        _close_idle_http()
        opened = connected().difference(before)
    return len(opened)


def _number(name: str) -> int | None:
    try:
        descriptor = int(name)
        found = os.fstat(descriptor)
        if not stat.S_ISSOCK(found.st_mode):
            return None
        with socket.socket(fileno=os.dup(descriptor)) as copy:
            # An event loop wakes itself up through a pair, whose ends have no names.
            return None if copy.family == socket.AF_UNIX and not copy.getpeername() else found.st_ino
    except (OSError, ValueError):
        return None  # closed meanwhile, or not connected


def _close_idle_http() -> None:
    """Close what urllib3 keeps for the next request, such as boto3's: it connects again when there is one."""
    library = sys.modules.get("urllib3.connectionpool")
    if library is None:
        return
    kinds = (library.HTTPConnectionPool, library.HTTPSConnectionPool)
    for pool in [holder for holder in gc.get_referrers(*kinds) if isinstance(holder, kinds)]:
        waiting = getattr(pool, "pool", None)
        for connection in list(waiting.queue) if waiting is not None else ():
            if connection is not None:
                connection.close()
