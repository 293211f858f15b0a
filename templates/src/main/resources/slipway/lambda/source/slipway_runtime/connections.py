"""Finds connections that loading the agent's code has opened: every copy of its process would talk over the same ones."""

from __future__ import annotations

import gc
import os
import socket
import stat
import sys
from collections.abc import Iterable

_DESCRIPTORS = "/proc/self/fd"
_FAMILIES = (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX)


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
        with _looked_at(descriptor) as copy:
            # An event loop wakes itself up through a pair, whose ends have no names.
            return found.st_ino if copy.family in _FAMILIES and copy.getpeername() else None
    except (OSError, ValueError):
        return None  # closed meanwhile, or not connected


def _looked_at(descriptor: int) -> socket.socket:
    """The socket once more; a default time limit would be set on both, which share it."""
    limit = socket.getdefaulttimeout()
    socket.setdefaulttimeout(None)
    try:
        return socket.socket(fileno=os.dup(descriptor))
    finally:
        socket.setdefaulttimeout(limit)


def _close_idle_http() -> None:
    """Close what urllib3 keeps for the next request, such as boto3's: it connects again when there is one."""
    library = sys.modules.get("urllib3.connectionpool")
    if library is None:
        return
    kinds = [library.HTTPConnectionPool]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())  # botocore has its own
    for pool in [holder for holder in gc.get_referrers(*kinds) if isinstance(holder, library.HTTPConnectionPool)]:
        waiting = getattr(pool, "pool", None)
        for connection in list(waiting.queue) if waiting is not None else ():
            if connection is not None:
                connection.close()
