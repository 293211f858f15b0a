"""Restores /tmp, because files are state too: what one caller's tools write must not reach the next caller."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path
from typing import NamedTuple

from slipway_runtime import logs

# Files that loading has written are kept in memory, so that a call's changes can be undone; a model's weights are not.
MAX_KEPT_BYTES = 32 * 1024 * 1024


def folder() -> Path | None:
    """The folder that is this function's alone: /tmp on Lambda; anywhere else /tmp belongs to others too."""
    on_lambda = "AWS_LAMBDA_RUNTIME_API" in os.environ
    return Path("/tmp") if on_lambda else None


class _Seen(NamedTuple):
    """What shows whether an entry is still the same."""

    mode: int
    inode: int
    size: int
    modified: int
    changed: int
    target: str | None

    @property
    def kind(self) -> int:
        return stat.S_IFMT(self.mode)

    def is_same(self, other: _Seen | None) -> bool:
        if other is None or self.kind != other.kind:
            return False
        # A folder's times change with its entries, which are compared one by one.
        return self.mode == other.mode if stat.S_ISDIR(self.mode) else self == other


class Scratch:
    """One folder as it was at one moment."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._seen = _look(place)
        self._contents = self._read()

    @classmethod
    def of(cls, place: Path | None) -> Scratch | None:
        """The folder as it is now."""
        return cls(place) if place is not None else None

    def restore(self) -> None:
        """Remove what is new, and undo what has changed."""
        now = _look(self._place)
        for path in sorted(now, key=len, reverse=True):
            before = self._seen.get(path)
            if before is None or before.kind != now[path].kind:
                self._attempt(self._remove, path, now[path])
        for path in sorted(self._seen, key=len):
            if not self._seen[path].is_same(now.get(path)):
                self._attempt(self._bring_back, path, now.get(path))

    def _read(self) -> dict[str, bytes]:
        files = [(seen.size, path) for path, seen in self._seen.items() if stat.S_ISREG(seen.mode)]
        contents: dict[str, bytes] = {}
        room = MAX_KEPT_BYTES
        for size, path in sorted(files):
            room -= size
            if room < 0:
                break
            try:
                contents[path] = (self._place / path).read_bytes()
            except OSError:
                continue  # gone in the meantime
        return contents

    def _attempt(self, action, path: str, now: _Seen | None) -> None:
        try:
            action(path, now)
        except OSError as error:
            logs.write("WARN", "scratch_not_restored", path=str(self._place / path), error_type=type(error).__name__)

    def _remove(self, path: str, now: _Seen) -> None:
        if stat.S_ISDIR(now.mode):
            shutil.rmtree(self._place / path, ignore_errors=False)
        else:
            (self._place / path).unlink()

    def _bring_back(self, path: str, now: _Seen | None) -> None:
        before, place = self._seen[path], self._place / path
        if stat.S_ISDIR(before.mode):
            if not place.is_dir():
                place.mkdir()
            os.chmod(place, stat.S_IMODE(before.mode))
        elif stat.S_ISLNK(before.mode):
            place.unlink(missing_ok=True)
            place.symlink_to(before.target or "")
        elif path in self._contents:
            self._write(place, self._contents[path], before, now)
        elif stat.S_ISREG(before.mode):
            # Too large to be kept: without it the next caller misses a file, with it they would see this one's.
            place.unlink(missing_ok=True)
            self._seen.pop(path)
            logs.write("WARN", "scratch_file_removed", path=str(place), bytes=before.size)
            return
        self._seen[path] = _seen(place)

    def _write(self, place: Path, content: bytes, before: _Seen, now: _Seen | None) -> None:
        if now is not None and now.inode == before.inode:
            os.chmod(place, 0o600)
        else:
            place.unlink(missing_ok=True)
        # The same file where it is still there: loading may have left it open.
        with open(place, "r+b" if place.exists() else "xb") as file:
            file.write(content)
            file.truncate()
        os.chmod(place, stat.S_IMODE(before.mode))


def _look(place: Path) -> dict[str, _Seen]:
    """Every entry below the folder by its path in it."""
    found: dict[str, _Seen] = {}
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        for name in _names(place / inside):
            path = os.path.join(inside, name)
            try:
                found[path] = _seen(place / path)
            except FileNotFoundError:
                continue
            if stat.S_ISDIR(found[path].mode):
                waiting.append(path)
    return found


def _names(place: Path) -> list[str]:
    try:
        return os.listdir(place)
    except PermissionError:
        os.chmod(place, 0o700)
        return os.listdir(place)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _seen(path: Path) -> _Seen:
    found = os.lstat(path)
    target = os.readlink(path) if stat.S_ISLNK(found.st_mode) else None
    return _Seen(found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns, target)
