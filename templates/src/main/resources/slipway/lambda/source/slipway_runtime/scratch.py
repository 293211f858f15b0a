"""Empties /tmp between calls, because files are state too: what a caller's tools write must not meet the next one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from slipway_runtime import logs


def folder() -> Path | None:
    """The folder that is this function's alone: /tmp on Lambda; anywhere else /tmp belongs to others too."""
    on_lambda = "AWS_LAMBDA_RUNTIME_API" in os.environ
    return Path("/tmp") if on_lambda else None


def entries(place: Path | None) -> frozenset[str]:
    """What lies in the folder now."""
    return frozenset(os.listdir(place)) if place is not None else frozenset()


def remove_new(place: Path | None, before: frozenset[str]) -> None:
    """Remove what a call has put there; what was loaded before the first call stays."""
    if place is None:
        return
    for name in entries(place) - before:
        path = place / name
        try:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        except OSError as error:
            logs.write("WARN", "scratch_not_removed", path=str(path), error_type=type(error).__name__)
