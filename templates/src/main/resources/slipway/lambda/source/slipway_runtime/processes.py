"""Finds and kills what the agent has started, including what has left its session or lost its parent."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import NamedTuple

from slipway_runtime import logs

# A killed process is gone within milliseconds, unless a device holds it.
_PATIENCE_SECONDS = 2.0
_PAUSE_SECONDS = 0.002
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36


class Started(NamedTuple):
    """A process; its start time distinguishes it from a later one with the same number."""

    pid: int
    began: int


def adopt_orphans() -> None:
    """From now on a descendant whose parent ends becomes a child of this process, so that it is always found."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def end_with_parent() -> None:
    """This process is killed when its parent ends."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def descendants() -> frozenset[Started]:
    """The processes below this one that still run."""
    running, _ = _below(os.getpid())
    return frozenset(running)


def end_new(kept: frozenset[Started]) -> None:
    """Kill every descendant that is not among the kept ones, and wait until they are gone."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        running, ended = _below(os.getpid())
        new = running - kept
        for process in new:
            _kill(process.pid)
        for process in ended - kept:
            _reap(process.pid)
        if not new:
            return
        if time.monotonic() > deadline:
            logs.write("WARN", "processes_not_ended", pids=[process.pid for process in new])
            return
        time.sleep(_PAUSE_SECONDS)


def _below(root: int) -> tuple[set[Started], set[Started]]:
    """The descendants that run, and the children that have ended and wait to be reaped."""
    children: dict[int, list[tuple[Started, bool]]] = {}
    for name in _numbers("/proc"):
        stat = _stat(name)
        if stat is not None:
            process, parent, runs = stat
            children.setdefault(parent, []).append((process, runs))
    ended = {process for process, runs in children.get(root, ()) if not runs}
    running: set[Started] = set()
    waiting = [root]
    while waiting:
        for process, runs in children.pop(waiting.pop(), ()):
            waiting.append(process.pid)
            if runs:
                running.add(process)
    return running, ended


def can_be_seen() -> bool:
    """Whether this system shows its processes; macOS does not."""
    return os.path.isdir("/proc/self")


def end_group(pid: int) -> None:
    """Kill a process and its group: all that can be done where there is no /proc."""
    for target in (os.killpg, os.kill):
        try:
            target(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def _reap(pid: int) -> None:
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        pass


def _numbers(folder: str) -> list[str]:
    try:
        return [name for name in os.listdir(folder) if name.isdigit()]
    except OSError:
        return []


def _stat(name: str) -> tuple[Started, int, bool] | None:
    try:
        with open(f"/proc/{name}/stat", "rb") as stat:
            # The command's name is in brackets and may contain anything, even brackets.
            fields = stat.read().rpartition(b")")[2].split()
    except OSError:
        return None
    return Started(int(name), int(fields[19])), int(fields[1]), fields[0] not in (b"Z", b"X")


def _prctl(option: int, value: int) -> None:
    if not sys.platform.startswith("linux"):
        return
    import ctypes  # strands imports it too: this costs nothing more

    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
